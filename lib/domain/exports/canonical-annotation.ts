import type { CountedAnswer, CountedMark, CountedVerdict } from '@/lib/domain/labelling'
import type { AnnotatedPair } from './annotated-pair'
import { toCorners } from './box-consensus'
import type { CanonicalAnnotation, CanonicalMark } from './canonical'
import { compare } from './frame-answers'

/** Names for the people of a release: "annotator-1" is the one with the lowest id. Source: docs/spec/export.md [EX37] */
export function nameAnnotators(pairs: readonly AnnotatedPair[]): Map<string, string> {
  const ids = new Set(pairs.flatMap(({ annotations }) => annotations.map(({ annotatorId }) => annotatorId)))
  return new Map([...ids].sort(compare).map((id, index) => [id, `annotator-${index + 1}`]))
}

/** In an order of its own, whatever the order of the input. Source: docs/spec/export.md [EX37] */
export function toCanonicalAnnotations(
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
