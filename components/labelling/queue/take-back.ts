import type { AssignmentView } from '@/lib/contracts/http/labelling'
import type { ClaimedPairs } from './claimed-pairs'
import type { ScreenContent } from './operations'
import { type ClaimedPair, putBack } from './pair-queue'
import type { LabelSender } from './queue-api'
import type { TakeBackState } from './queue-view'

type Options = { pairs: ClaimedPairs; sender: LabelSender; onChange: () => void }

/** The last answer, as long as it can be taken back. Source: docs/spec/saving.md [SV12] */
export class TakeBack {
  readonly #options: Options
  #state: TakeBackState = 'none'
  #last: { assignment: AssignmentView; operationId: string } | null = null
  /** The operation that asks the server for it. */
  #asking: string | null = null

  constructor(options: Options) {
    this.#options = options
  }

  state(): TakeBackState {
    return this.#state
  }

  /** An answer was given: it can be taken back. */
  offer({ assignment }: ClaimedPair, { answer: draft, activeMs, work }: ScreenContent, operationId: string): void {
    this.#last = { assignment: { ...assignment, draft, activeMs, work }, operationId }
    this.#become('possible')
  }

  /** Makes a draft of it when it was not sent yet, else asks the server. */
  begin(): void {
    if (!this.#last || this.#state !== 'possible') return
    const { sender } = this.#options
    const { assignment, operationId } = this.#last
    if (sender.withdraw(operationId)) {
      this.#show(assignment)
      return
    }
    this.#asking = sender.add(assignment.id, { kind: 'reopen', submissionId: operationId })
    this.#become('under-way')
  }

  /** The answer did not get through, so there is nothing to take back, nor to ask for. */
  fail(operationId: string): void {
    if (this.#last?.operationId !== operationId) return
    if (this.#asking) this.#options.sender.withdraw(this.#asking)
    this.#become('none')
  }

  /** The server gave it back. */
  complete(assignment: AssignmentView): void {
    const { id, fence, draftRevision: revision } = assignment
    this.#options.sender.setBase(id, { fence, revision })
    this.#show(assignment)
  }

  /** The server will not. */
  refuse(): void {
    this.#become('too-late')
  }

  /** The person has read of it. */
  close(): void {
    if (this.#state === 'possible' || this.#state === 'too-late') this.#become('none')
  }

  #become(state: TakeBackState): void {
    this.#state = state
    if (state === 'none' || state === 'too-late') this.#last = null
    if (state !== 'under-way') this.#asking = null
    this.#options.onChange()
  }

  /** It goes on screen, and what was there is next. */
  #show(assignment: AssignmentView): void {
    const { pairs } = this.#options
    this.#become('none')
    const pair = pairs.open(assignment)
    pairs.change((queue) => putBack(pairs.keepAnswerOnScreen(queue), pair))
  }
}
