import type { ComparisonFigure } from './comparison-figure'
import type { ComparisonFigures, ComparisonName } from './comparison-figures'

/** Fewer units that differ could all have gone one way by chance in more than 1 of 20 cases. Source: docs/spec/run-comparison.md [RC16] */
export const LEAST_DIFFERING = 6
/** A difference of accuracy that would matter. Our choice. */
export const TELLING_DIFFERENCE = 0.05

/** Ends nearer to 0 are 0 but for rounding. */
const ROUNDING = 1e-9

/** `open`: cannot be told; `same`: the two differ nowhere; `none`: nothing to measure. */
type Leaning = 'a' | 'b' | 'open' | 'same' | 'none'
export type Verdict = Leaning | 'mixed'

/** The first figure of a group that says anything leads it. */
export const COMPARISON_GROUPS = {
  preferences: ['withoutTies', 'withTies'],
  frames: ['accuracy', 'distortedF1', 'normalF1'],
  labels: ['macroF1', 'boxesFound'],
  probabilities: ['calibrationError'],
} as const satisfies Record<string, readonly ComparisonName[]>
export type ComparisonGroup = keyof typeof COMPARISON_GROUPS

export function isLowerBetter(name: ComparisonName): boolean {
  return name === 'calibrationError'
}

/** Which run a figure finds nearer to the truth. Source: docs/spec/run-comparison.md [RC16] */
export function leaningOf(name: ComparisonName, { difference: { value, ci95 }, differing }: ComparisonFigure): Leaning {
  if (value === null) return 'none'
  if (differing === 0) return 'same'
  if (!ci95 || differing < LEAST_DIFFERING) return 'open'
  if (ci95[0] > ROUNDING) return isLowerBetter(name) ? 'a' : 'b'
  if (ci95[1] < -ROUNDING) return isLowerBetter(name) ? 'b' : 'a'
  return 'open'
}

function leadOf(group: ComparisonGroup, { figures }: ComparisonFigures): ComparisonName {
  const names: readonly ComparisonName[] = COMPARISON_GROUPS[group]
  const saying = (mute: readonly Leaning[]) => names.find((name) => !mute.includes(leaningOf(name, figures[name])))
  return saying(['none', 'same']) ?? saying(['none']) ?? (names[0] as ComparisonName)
}

/** What a group of figures says in one word. Source: docs/spec/run-comparison.md [RC16] */
export function comparisonVerdict(
  group: ComparisonGroup,
  given: ComparisonFigures,
): { verdict: Verdict; lead: ComparisonName } {
  const lead = leadOf(group, given)
  const verdict = leaningOf(lead, given.figures[lead])
  const against = verdict === 'a' ? 'b' : verdict === 'b' ? 'a' : null
  const isMixed = COMPARISON_GROUPS[group].some((name) => leaningOf(name, given.figures[name]) === against)
  return { verdict: isMixed ? 'mixed' : verdict, lead }
}

const Z_975 = 1.959963984540054
/** Eight of ten such samples would tell. */
const Z_80 = 0.8416212335729143

/**
 * Pairs with a preference needed to tell a difference of `TELLING_DIFFERENCE`, while the runs differ on such a share of them as now.
 * @returns null where too few differ to know that share, or where there are that many already
 * Source: R. J. Connor, Biometrics 43 (1987); docs/spec/run-comparison.md [RC17]
 */
export function pairsNeeded({ difference: { n }, differing }: ComparisonFigure): number | null {
  const changing = n === 0 ? 0 : differing / n
  if (differing < LEAST_DIFFERING || changing < TELLING_DIFFERENCE) return null
  const spread = Z_975 * Math.sqrt(changing) + Z_80 * Math.sqrt(changing - TELLING_DIFFERENCE ** 2)
  const needed = Math.ceil((spread / TELLING_DIFFERENCE) ** 2)
  return needed > n ? needed : null
}

/** Pairs needed where the preferences cannot tell, and accuracy without ties speaks for them. Source: docs/spec/run-comparison.md [RC17] */
export function preferencesNeeded(given: ComparisonFigures): number | null {
  const { verdict, lead } = comparisonVerdict('preferences', given)
  return verdict === 'open' && lead === 'withoutTies' ? pairsNeeded(given.figures.withoutTies) : null
}
