import { z } from 'zod'
import type { CountedAnswer, CountedMark } from '@/lib/domain/labelling'
import type { AnnotatedPair } from './annotated-pair'

/** Which marks of tracks a release takes: all of them, or those on the frames that a person drew on. */
export const MarkChoice = z.enum(['expanded', 'keyframes'])
export type MarkChoice = z.infer<typeof MarkChoice>

/**
 * Leaves out the frames on which a person has nothing but interpolated marks; they then said nothing of them.
 * On a frame with a mark of their own all of theirs stay, or they would seem to deny what they left to be computed.
 * Source: docs/spec/export.md [EX36]
 */
export function chooseMarks(pair: AnnotatedPair, choice: MarkChoice): AnnotatedPair {
  if (choice === 'expanded') return pair
  return { ...pair, annotations: pair.annotations.map(keyframesOnly) }
}

function frameOf({ side, frameIndex }: CountedMark): string {
  return `${side}${frameIndex}`
}

function keyframesOnly(annotation: CountedAnswer): CountedAnswer {
  const drawn = new Set(annotation.marks.filter(({ interpolated }) => !interpolated).map(frameOf))
  return { ...annotation, marks: annotation.marks.filter((mark) => drawn.has(frameOf(mark))) }
}
