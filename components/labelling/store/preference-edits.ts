import type { ScreenAnswer, ScreenPreference, Strength } from '@/lib/domain/labelling'

const STRENGTHS: readonly (Strength | null)[] = ['slight', 'strong', null]

export function prefersSide({ preference }: Pick<ScreenAnswer, 'preference'>): boolean {
  return preference === 'left' || preference === 'right'
}

/**
 * Says which side is less broken; saying the same again takes it back, and a tie has no strength.
 * @param strength undefined says nothing of it: what was said of the same side goes with it
 */
export function prefer(
  answer: ScreenAnswer,
  preference: ScreenPreference,
  strength: Strength | undefined,
): ScreenAnswer {
  const again = answer.preference === preference
  if (strength === undefined) return { ...answer, preference: again ? null : preference, strength: null }
  return { ...answer, preference, strength: again && answer.strength === strength ? null : strength }
}

/** Slightly, much, left open, and again. */
export function nextStrength({ strength }: Pick<ScreenAnswer, 'strength'>): Strength | null {
  return STRENGTHS[(STRENGTHS.indexOf(strength) + 1) % STRENGTHS.length] ?? null
}
