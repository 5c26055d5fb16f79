import type { Preference } from '@/lib/domain/labelling'
import type { CanonicalAnnotation, CanonicalPair } from '../canonical'
import type { ANNOTATIONS_FEATURES } from './features'
import type { Row, RowContext } from './table-rows'

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
