import { createRng } from '@/lib/domain/shared'
import type { Side } from './answer'

/** How often each video stood on the left. */
export type SideCounts = Record<Side, number>

/**
 * Which video stands on the left for this person.
 * @param person this person's assignments in the project so far
 * @param pair other people's assignments of this pair so far
 * Source: docs/spec/queue.md [QU6]
 */
export function chooseLeftSide(given: { person: SideCounts; pair: SideCounts; userId: string; pairId: string }): Side {
  const { person, pair, userId, pairId } = given
  return rarer(person) ?? rarer(pair) ?? (createRng(`${userId}:${pairId}`).next() < 0.5 ? 'A' : 'B')
}

function rarer({ A, B }: SideCounts): Side | null {
  if (A === B) return null
  return A < B ? 'A' : 'B'
}
