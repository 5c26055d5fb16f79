/**
 * Whether something that an attacker sees of clips tells their generators apart: Friedman's rank test with prompts as blocks and generators as treatments.
 * @param seen what is seen of each clip: one row for each prompt, one number for each generator, in the order of the generators
 * @returns how likely rows that tell nothing are at least as far apart, 0–1
 * Source: M. Friedman, The use of ranks to avoid the assumption of normality (1937); for three treatments the upper tail of χ² with 2 degrees of freedom is exp(−Q / 2)
 */
export function chanceOfNothing(seen: readonly (readonly [number, number, number])[]): number {
  const ranked = seen.map(ranksOf)
  const sums = [0, 1, 2].map((generator) => ranked.reduce((sum, row) => sum + (row[generator] ?? 0), 0))
  const mean = seen.length * 2
  const between = sums.reduce((sum, each) => sum + (each - mean) ** 2, 0)
  const within = ranked.reduce((sum, row) => sum + row.reduce((part, rank) => part + (rank - 2) ** 2, 0), 0)
  // Where nothing differs within any prompt, there is nothing to go by.
  return within === 0 ? 1 : Math.exp(-between / within)
}

/** Ranks from 1; equal ones share theirs. */
function ranksOf(row: readonly number[]): number[] {
  return row.map((value) => {
    const below = row.filter((other) => other < value).length
    const equal = row.filter((other) => other === value).length
    return below + (equal + 1) / 2
  })
}

/** A text as a number that sorts as the text does, as far as its first six bytes go. */
export function asNumber(text: string): number {
  return Buffer.from(text.padEnd(6, '\0')).readUIntBE(0, 6)
}
