import type { CountedAnswer, CountedMark, CountedVerdict } from '@/lib/domain/labelling'
import { sanitiseUserText } from '@/lib/domain/proposals'
import type { AnnotatedPair } from './annotated-pair'
import { toCorners } from './box-consensus'
import {
  type CanonicalAnnotation,
  type CanonicalFrame,
  type CanonicalMark,
  type CanonicalPair,
  frameIdOf,
  type PairConsensus,
  type Split,
} from './canonical'
import { compare, type FrameRef } from './frame-answers'
import { distinctAnnotators } from './gates'

/** Names for the people of a release: "annotator-1" is the one with the lowest id. Source: docs/spec/export.md [EX37] */
export function nameAnnotators(pairs: readonly AnnotatedPair[]): Map<string, string> {
  const ids = new Set(pairs.flatMap(({ annotations }) => annotations.map(({ annotatorId }) => annotatorId)))
  return new Map([...ids].sort(compare).map((id, index) => [id, `annotator-${index + 1}`]))
}

/** In a fixed order that does not depend on the order of the input. Source: docs/spec/export.md [EX37] */
function toCanonicalAnnotations(
  annotations: readonly CountedAnswer[],
  names: ReadonlyMap<string, string>,
): CanonicalAnnotation[] {
  return annotations
    .map(({ annotationId, annotatorId, kind, preference, strength, authorSawGenerators, marks, clean }) => ({
      annotationId,
      annotator: names.get(annotatorId) ?? '',
      kind,
      preference,
      strength,
      authorSawGenerators,
      marks: marks.map(toCanonicalMark).sort(compareMarks),
      clean: [...clean].sort(comparePlaces),
    }))
    .sort((a, b) => compare(a.annotationId, b.annotationId))
}

function toCanonicalMark({
  side,
  frameIndex,
  ptsUs,
  labelKey,
  box,
  trackId,
  interpolated,
}: CountedMark): CanonicalMark {
  return { side, frameIndex, ptsUs, label: labelKey, xyxyNorm: box && toCorners(box), trackId, interpolated }
}

type Place = Pick<CountedVerdict, 'side' | 'frameIndex'>

/** The whole clip before its frames. */
function comparePlaces(a: Place, b: Place): number {
  return compare(a.side, b.side) || (a.frameIndex ?? -1) - (b.frameIndex ?? -1)
}

function compareMarks(a: CanonicalMark, b: CanonicalMark): number {
  const textOf = ({ label, trackId, xyxyNorm }: CanonicalMark) => `${label} ${trackId ?? ''} ${xyxyNorm?.join() ?? ''}`
  return comparePlaces(a, b) || compare(textOf(a), textOf(b))
}

/** A pair that passed the gates, before its split is known. */
export type Survivor = { pair: AnnotatedPair; consensus: PairConsensus; frames: CanonicalFrame[] }

export function toCanonicalFrame(
  pair: AnnotatedPair,
  { side, frameIndex, ptsUs }: FrameRef,
  gold: CanonicalFrame['gold'],
): CanonicalFrame {
  const video = side === 'A' ? pair.videoA : pair.videoB
  const generator = side === 'A' ? pair.generatorA : pair.generatorB
  const frameId = frameIdOf(video.id, frameIndex)
  return { frameId, side, videoId: video.id, videoSha256: video.sha256, generator, frameIndex, ptsUs, gold }
}

/** @throws RangeError when the split map lacks the pair's prompt group, or a frame pair lacks a frame */
export function toCanonicalPair(
  { pair, consensus, frames }: Survivor,
  { splits, annotators }: { splits: Map<string, Split>; annotators: ReadonlyMap<string, string> },
): CanonicalPair {
  const { pairId, promptId, promptGroup, mode, generatorA, generatorB, videoA, videoB, timestampMs } = pair
  const split = splits.get(promptGroup)
  if (!split) throw new RangeError(`No split for prompt group ${promptGroup}`)
  const base = {
    pairId,
    promptId,
    promptText: sanitiseUserText(pair.promptText),
    promptGroup,
    mode,
    generatorA,
    generatorB,
    videoA,
    videoB,
    annotatorCount: distinctAnnotators(pair),
    heldOut: pair.heldOut,
    annotations: toCanonicalAnnotations(pair.annotations, annotators),
    split,
    ...consensus,
  }
  if (pair.kind === 'video') return { ...base, kind: 'video', frames }
  const [frameA, frameB] = frames
  if (!frameA || !frameB || timestampMs === null) throw new RangeError(`Frame pair ${pairId} lacks a frame`)
  return { ...base, kind: 'frame', timestampMs, frames: [frameA, frameB] }
}
