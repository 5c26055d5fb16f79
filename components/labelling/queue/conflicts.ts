import { closes, type Failure, operationsOf } from '@/components/outbox'
import type { AssignmentView } from '@/lib/contracts/http/labelling'
import type { ClaimedPairs } from './claimed-pairs'
import { drop, update } from './pair-queue'
import type { LabelSender } from './queue-api'
import { type Conflict, isOfOldForm } from './queue-view'

type Options = {
  pairs: ClaimedPairs
  sender: LabelSender
  get: (assignmentId: string) => Promise<AssignmentView>
  wallClock: () => number
  onChange: () => void
}

/** Pairs that were changed elsewhere too, and the person's choice. Source: docs/spec/saving.md [SV9] */
export class Conflicts {
  readonly #options: Options
  readonly #known = new Map<string, Conflict>()
  /** Pairs that are done with here and of which the server is asked whether anybody wrote on them. */
  readonly #inQuestion = new Set<string>()

  constructor(options: Options) {
    this.#options = options
  }

  of(assignmentId: string): Conflict | null {
    return this.#known.get(assignmentId) ?? null
  }

  /** What must not be claimed: the claim itself would change what is asked. */
  inQuestion(): readonly string[] {
    return [...this.#inQuestion]
  }

  /** A pair comes on screen although the journal has something else of it. */
  addFromJournal(mine: Conflict['mine'], theirs: AssignmentView): void {
    this.#set(theirs.id, { failure: { kind: 'stale-draft', message: '' }, mine, theirs })
  }

  /** A write on the pair on screen met something newer, or a heartbeat did; then `mine` is what is on screen. */
  add(assignmentId: string, failure: Failure, mine: Conflict['mine'] | null): void {
    if (this.#known.has(assignmentId)) return
    const content = mine ?? this.#onScreen(assignmentId)
    if (!content) return
    this.#set(assignmentId, { failure, mine: content, theirs: null })
    void this.#fetchTheirs(assignmentId)
  }

  /** Of a pair that is done with here: whether anybody wrote on it elsewhere; else it is sent under its new fence. */
  async isChangedElsewhere(assignmentId: string): Promise<boolean> {
    this.#inQuestion.add(assignmentId)
    const theirs = await this.#get(assignmentId)
    this.#inQuestion.delete(assignmentId)
    if (!theirs || !this.#isOnlyClaimedAgain(theirs)) return true
    this.#options.sender.keepMine(assignmentId, { fence: theirs.fence, revision: theirs.draftRevision })
    return false
  }

  async choose(assignmentId: string, which: 'mine' | 'theirs'): Promise<void> {
    const theirs = await this.#options.get(assignmentId)
    const before = this.#known.get(assignmentId)
    if (!before) return
    if (theirs.state !== 'claimed') {
      this.#set(assignmentId, { ...before, failure: { ...before.failure, kind: 'lease-lost' }, theirs })
      return
    }
    this.#known.delete(assignmentId)
    if (which === 'mine') this.#continueMine(before, theirs)
    else this.#continueTheirs(assignmentId, theirs)
  }

  forget(assignmentId: string): void {
    this.#known.delete(assignmentId)
  }

  #set(assignmentId: string, conflict: Omit<Conflict, 'final'>): void {
    const last = operationsOf(this.#options.sender.outbox(), assignmentId).at(-1)
    this.#known.set(assignmentId, { ...conflict, final: last !== undefined && closes(last) })
    this.#options.onChange()
  }

  #get(assignmentId: string): Promise<AssignmentView | null> {
    return this.#options.get(assignmentId).catch(() => null)
  }

  #onScreen(assignmentId: string): Conflict['mine'] | null {
    const content = this.#options.pairs.content(assignmentId)
    return content && { ...content, at: this.#options.wallClock() }
  }

  async #fetchTheirs(assignmentId: string): Promise<void> {
    const theirs = await this.#get(assignmentId)
    const before = this.#known.get(assignmentId)
    if (!before || !theirs) return
    if (this.#isOnlyClaimedAgain(theirs)) {
      this.#known.delete(assignmentId)
      this.#continueMine(before, theirs)
    } else this.#set(assignmentId, { ...before, theirs })
  }

  /** A claim that a closed tab had under way raises the fence, but nobody wrote anything: there is nothing to choose. */
  #isOnlyClaimedAgain({ id, state, draftRevision }: AssignmentView): boolean {
    return state === 'claimed' && this.#options.sender.outbox().bases.get(id)?.revision === draftRevision
  }

  #continueMine(conflict: Conflict, theirs: AssignmentView): void {
    const { pairs, sender } = this.#options
    const { id: assignmentId, fence, draftRevision } = theirs
    sender.keepMine(assignmentId, { fence, revision: draftRevision })
    if (conflict.final || isOfOldForm(conflict)) {
      // It goes as it is. A draft of the old form the server puts into the words of the screen; a claim brings the pair back.
      pairs.change((queue) => drop(queue, assignmentId))
      return
    }
    const content = pairs.content(assignmentId)
    if (content) sender.add(assignmentId, { kind: 'draft', ...content })
    pairs.change((queue) =>
      update(queue, assignmentId, (pair) => ({ ...pair, assignment: { ...pair.assignment, fence, draftRevision } })),
    )
  }

  #continueTheirs(assignmentId: string, theirs: AssignmentView): void {
    const { pairs, sender } = this.#options
    sender.dropMine(assignmentId)
    sender.setBase(assignmentId, { fence: theirs.fence, revision: theirs.draftRevision })
    const pair = pairs.open(theirs)
    pairs.change((queue) => update(queue, assignmentId, () => pair))
  }
}
