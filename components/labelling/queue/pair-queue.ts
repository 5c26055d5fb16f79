import type { AssignmentView } from '@/lib/contracts/http/labelling'
import type { ScreenAnswer } from '@/lib/domain/labelling'

/** A pair that is claimed for this tab. */
export type ClaimedPair = {
  /** Tells two openings of one assignment apart. */
  key: string
  assignment: AssignmentView
  /** What to start from when it comes on screen. */
  answer: ScreenAnswer
}

/** The pairs of this tab: the one on screen, and what comes next, in order. */
export type PairQueue = { screen: ClaimedPair | null; ahead: readonly ClaimedPair[] }

export const EMPTY_QUEUE: PairQueue = { screen: null, ahead: [] }
/** Pairs claimed and decoded behind the one on screen. */
export const AHEAD = 2
/** The server's limit on what a claim may name. */
const MOST_EXCLUDED = 10

/** A claimed pair goes on screen where nothing is, else to the end of what comes next. */
export function enqueue(queue: PairQueue, pair: ClaimedPair): PairQueue {
  if (!queue.screen) return { ...queue, screen: pair }
  return { ...queue, ahead: [...queue.ahead, pair] }
}

/** The pair on screen is done with. */
export function advance({ ahead: [next, ...rest] }: PairQueue): PairQueue {
  return { screen: next ?? null, ahead: rest }
}

/** An answer was taken back: it goes on screen, and what was there is next. Source: docs/spec/saving.md [SV12] */
export function putBack({ screen, ahead }: PairQueue, pair: ClaimedPair): PairQueue {
  return { screen: pair, ahead: screen ? [screen, ...ahead] : ahead }
}

export function drop(queue: PairQueue, assignmentId: string): PairQueue {
  if (queue.screen?.assignment.id === assignmentId) return advance(queue)
  return { ...queue, ahead: queue.ahead.filter(({ assignment }) => assignment.id !== assignmentId) }
}

export function update(queue: PairQueue, assignmentId: string, change: (pair: ClaimedPair) => ClaimedPair): PairQueue {
  const each = (pair: ClaimedPair) => (pair.assignment.id === assignmentId ? change(pair) : pair)
  return { screen: queue.screen && each(queue.screen), ahead: queue.ahead.map(each) }
}

export function allPairs({ screen, ahead }: PairQueue): readonly ClaimedPair[] {
  return screen ? [screen, ...ahead] : ahead
}

/**
 * What the next claim must not hand out: what is claimed here and whatever is still on its way to the server. A claim that
 * could meet a skip or an answer of its own in flight is therefore not possible.
 * @returns null when enough is claimed, or when more is under way than a claim may name
 * Source: docs/spec/saving.md [SV10]
 */
export function nextClaim(queue: PairQueue, underway: readonly string[]): readonly string[] | null {
  const claimed = allPairs(queue).map(({ assignment }) => assignment.id)
  if (claimed.length > AHEAD) return null
  const exclude = [...new Set([...claimed, ...underway])]
  return exclude.length > MOST_EXCLUDED ? null : exclude
}
