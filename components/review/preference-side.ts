import type { AnnotationSummary } from '@/lib/contracts/http/labelling'

export type ShownPreference = 'left' | 'right' | 'tie_good' | 'tie_bad' | 'none'

/** A canonical preference in the words of the screen that the author had. */
export function shownPreference({
  preference,
  leftSide,
}: Pick<AnnotationSummary, 'preference' | 'leftSide'>): ShownPreference {
  if (preference === null) return 'none'
  if (preference === 'A' || preference === 'B') return preference === leftSide ? 'left' : 'right'
  return preference
}
