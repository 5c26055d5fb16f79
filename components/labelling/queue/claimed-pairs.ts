import type { AssignmentView } from '@/lib/contracts/http/labelling'
import type { ScreenAnswer } from '@/lib/domain/labelling'
import { OpenPair } from './open-pair'
import type { ScreenContent } from './operations'
import { allPairs, type ClaimedPair, EMPTY_QUEUE, type PairQueue, update } from './pair-queue'

type Options = {
  /** Fetches and decodes a pair ahead of its use; returns the way to end that. */
  warm: (assignment: AssignmentView) => () => void
  newId: () => string
  nowMs: () => number
  onChange: () => void
}

/** The pairs of this tab, each open, with what is known of it here; what comes next is fetched and decoded as long as it does. */
export class ClaimedPairs {
  readonly #options: Options
  readonly #opened = new Map<string, OpenPair>()
  readonly #warmed = new Map<string, () => void>()
  #queue: PairQueue = EMPTY_QUEUE

  constructor(options: Options) {
    this.#options = options
  }

  queue(): PairQueue {
    return this.#queue
  }

  /** Replaces the queue; pairs that left it are forgotten. */
  change(step: (queue: PairQueue) => PairQueue): void {
    const before = this.#queue.screen
    const next = step(this.#queue)
    const after = next.screen
    if (before && before.key !== after?.key) this.find(before.assignment.id)?.leaveScreen()
    if (after && after.key !== before?.key) this.find(after.assignment.id)?.comeOnScreen()
    this.#queue = next
    this.#keepWarm()
    const ids = new Set(allPairs(next).map(({ assignment }) => assignment.id))
    for (const id of this.#opened.keys()) if (!ids.has(id)) this.#opened.delete(id)
    this.#options.onChange()
  }

  /** Opens a pair that is about to enter the queue. */
  open(assignment: AssignmentView, answer: ScreenAnswer = assignment.draft): ClaimedPair {
    const pair = { key: this.#options.newId(), assignment, answer }
    this.#opened.set(assignment.id, new OpenPair(pair, this.#options.nowMs))
    return pair
  }

  find(assignmentId: string): OpenPair | undefined {
    return this.#opened.get(assignmentId)
  }

  /** What an operation says of a pair now, with another answer where one is given; null where the pair is not here. */
  content(assignmentId: string, answer?: ScreenAnswer): ScreenContent | null {
    const content = this.find(assignmentId)?.content()
    return content ? { ...content, answer: answer ?? content.answer } : null
  }

  isOnScreen(assignmentId: string): boolean {
    return this.#queue.screen?.assignment.id === assignmentId
  }

  /** The pair on screen keeps its answer of now, for when it comes back later. */
  keepAnswerOnScreen(queue: PairQueue): PairQueue {
    const { screen } = queue
    if (!screen) return queue
    const answer = this.find(screen.assignment.id)?.answer() ?? screen.answer
    return update(queue, screen.assignment.id, (pair) => ({ ...pair, answer }))
  }

  stop(): void {
    for (const end of this.#warmed.values()) end()
    this.#warmed.clear()
  }

  #keepWarm(): void {
    const ahead = new Map(this.#queue.ahead.map(({ assignment }) => [assignment.id, assignment]))
    for (const [id, assignment] of ahead)
      if (!this.#warmed.has(id)) this.#warmed.set(id, this.#options.warm(assignment))
    for (const [id, end] of this.#warmed) {
      if (ahead.has(id)) continue
      end()
      this.#warmed.delete(id)
    }
  }
}
