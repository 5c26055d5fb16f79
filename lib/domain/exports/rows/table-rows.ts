import type { Preference, Side } from '@/lib/domain/labelling'
import { renderInstruction } from '@/lib/domain/proposals'
import { renderAssistant, type Think } from '../assistant-text'
import type {
  CanonicalAnnotation,
  CanonicalFrame,
  CanonicalFramePair,
  CanonicalPair,
  CanonicalVideoPair,
  FrameGold,
  ReleaseLabel,
} from '../canonical'
import type {
  ANNOTATIONS_FEATURES,
  Feature,
  FRAMES_FEATURES,
  ImageCell,
  PAIRS_FEATURES,
  VIDEO_PAIRS_FEATURES,
} from './features'

/** The value of a feature's cell; every cell may be null. */
export type Cell<F extends Feature> = F extends 'string'
  ? string
  : F extends 'bool'
    ? boolean
    : F extends 'image'
      ? ImageCell
      : F extends 'int32' | 'int64' | 'float64'
        ? number
        : F extends readonly [infer E extends Feature]
          ? Cell<E>[]
          : F extends { readonly [field: string]: Feature }
            ? { [K in keyof F]: Cell<F[K]> | null }
            : never
export type Row<F extends { readonly [field: string]: Feature }> = { [K in keyof F]: Cell<F[K]> | null }

export type PairRow = Row<typeof PAIRS_FEATURES>
export type VideoPairRow = Row<typeof VIDEO_PAIRS_FEATURES>
export type FrameRow = Row<typeof FRAMES_FEATURES>

/** A frame together with its pixels. */
export type PicturedFrame = { frame: CanonicalFrame; image: ImageCell; width: number; height: number }

export type RowContext = { labels: readonly ReleaseLabel[]; taxonomyVersion: number }

/** Row of the `pairs` table. Source: docs/spec/export.md [EX21] */
export function toPairRow(pair: CanonicalFramePair, images: [ImageCell, ImageCell], context: RowContext): PairRow {
  const [a, b] = pair.frames
  return {
    ...commonCells(pair, context),
    timestamp_ms: pair.timestampMs,
    frame_id_a: a.frameId,
    frame_id_b: b.frameId,
    frame_index_a: a.frameIndex,
    frame_index_b: b.frameIndex,
    frame_a: images[0],
    frame_b: images[1],
    labels_a: a.gold?.labels ?? null,
    labels_b: b.gold?.labels ?? null,
    boxes_a: a.gold ? boxCells(a.gold) : null,
    boxes_b: b.gold ? boxCells(b.gold) : null,
    pseudo_score_a: a.gold?.pseudoScore ?? null,
    pseudo_score_b: b.gold?.pseudoScore ?? null,
  }
}

/** Row of the `video_pairs` table; frame ids lead to the `frames` table. Source: docs/spec/export.md [EX6] [EX21] */
export function toVideoPairRow(
  pair: CanonicalVideoPair,
  frames: readonly CanonicalFrame[],
  context: RowContext,
): VideoPairRow {
  const idsOf = (side: Side) => frames.filter((frame) => frame.side === side).map((frame) => frame.frameId)
  return { ...commonCells(pair, context), frame_ids_a: idsOf('A'), frame_ids_b: idsOf('B') }
}

/** Row of the `frames` table. Source: docs/spec/export.md [EX21] */
export function toFrameRow(
  pair: CanonicalPair,
  { frame, image, width, height }: PicturedFrame,
  { gold, think }: { gold: FrameGold; think: Think },
  context: RowContext,
): FrameRow {
  return {
    frame_id: frame.frameId,
    video_id: frame.videoId,
    video_sha256: frame.videoSha256,
    generator: frame.generator,
    source_prompt_id: pair.promptId,
    prompt_group: pair.promptGroup,
    prompt_text: pair.promptText,
    mode: pair.mode,
    frame_index: frame.frameIndex,
    timestamp_us: frame.ptsUs,
    width,
    height,
    images: [image],
    labels: gold.labels,
    boxes: boxCells(gold),
    pseudo_score: gold.pseudoScore,
    annotators: gold.annotatorCount,
    agreement: gold.agreement,
    label_agreement: Object.entries(gold.agreementByLabel).map(([label, agreement]) => ({ label, agreement })),
    adjudicated: gold.adjudicated,
    think: think.text,
    think_source: think.source,
    messages: [
      { role: 'user', content: renderInstruction(pair.promptText, context.labels) },
      { role: 'assistant', content: renderAssistant(think.text, { labels: gold.labels, score: gold.pseudoScore }) },
    ],
    taxonomy_version: context.taxonomyVersion,
  }
}

function commonCells(pair: CanonicalPair, { taxonomyVersion }: RowContext) {
  return {
    pair_id: pair.pairId,
    source_prompt_id: pair.promptId,
    prompt_group: pair.promptGroup,
    prompt_text: pair.promptText,
    mode: pair.mode,
    generator_a: pair.generatorA,
    generator_b: pair.generatorB,
    video_id_a: pair.videoA.id,
    video_id_b: pair.videoB.id,
    video_sha256_a: pair.videoA.sha256,
    video_sha256_b: pair.videoB.sha256,
    preference: pair.preference,
    tie_kind: pair.tieKind,
    votes_a: pair.votes.A,
    votes_b: pair.votes.B,
    votes_tie_good: pair.votes.tie_good,
    votes_tie_bad: pair.votes.tie_bad,
    votes_slight: votesOf(pair, 'slight'),
    votes_strong: votesOf(pair, 'strong'),
    preference_agreement: pair.preferenceAgreement,
    annotators: pair.annotatorCount,
    adjudicated: pair.adjudicated,
    held_out: pair.heldOut,
    taxonomy_version: taxonomyVersion,
  }
}

/** Of those who voted for the preferred side. Source: docs/spec/export.md [EX38] */
function votesOf({ annotations, preference }: CanonicalPair, strength: 'slight' | 'strong'): number {
  const voters = annotations.filter(({ kind }) => kind !== 'adjudication')
  return voters.filter((said) => said.preference === preference && said.strength === strength).length
}

function boxCells({ boxes }: FrameGold) {
  return boxes.map(({ label, xyxyNorm: [x1, y1, x2, y2] }) => ({ label, x1, y1, x2, y2 }))
}

/** Releases are a public format, which spells ties with a hyphen. */
const PREFERENCE_CELL: Record<Preference, string> = { A: 'A', B: 'B', tie_good: 'tie-good', tie_bad: 'tie-bad' }

export type AnnotationRow = Row<typeof ANNOTATIONS_FEATURES>

/** Row of the `annotations` table. A clean verdict without a frame is of the whole clip. Source: docs/spec/export.md [EX37] */
export function toAnnotationRow(
  { pairId, kind: pairKind }: CanonicalPair,
  { annotationId, annotator, kind, preference, strength, authorSawGenerators, marks, clean }: CanonicalAnnotation,
  { taxonomyVersion }: RowContext,
): AnnotationRow {
  return {
    annotation_id: annotationId,
    pair_id: pairId,
    pair_kind: pairKind,
    annotator,
    kind,
    preference: preference && PREFERENCE_CELL[preference],
    strength,
    author_saw_generators: authorSawGenerators,
    marks: marks.map(({ side, frameIndex, ptsUs, label, xyxyNorm, trackId, interpolated }) => {
      const [x1, y1, x2, y2] = xyxyNorm ?? [null, null, null, null]
      const place = { side, frame_index: frameIndex, timestamp_us: ptsUs }
      return { ...place, label, x1, y1, x2, y2, track_id: trackId, interpolated }
    }),
    clean: clean.map(({ side, frameIndex }) => ({ side, frame_index: frameIndex })),
    taxonomy_version: taxonomyVersion,
  }
}
