import type { Failure, SenderEvent } from '@/components/outbox'
import type { AssignmentView } from '@/lib/contracts/http/labelling'
import type { ClaimedPairs } from './claimed-pairs'
import type { Conflicts } from './conflicts'
import type { FailedAnswer, FailedAnswers } from './failed-answers'
import { contentOf, type LabelOperation, type SentContent } from './operations'
import { update } from './pair-queue'
import type { LabelReply } from './queue-api'
import type { TakeBack } from './take-back'

type Options = {
  pairs: ClaimedPairs
  conflicts: Conflicts
  takeBack: TakeBack
  failed: FailedAnswers
  onSent: (operation: LabelOperation) => void
  /** The server will not skip a pair, or give it back. */
  onRefused: (operation: LabelOperation, failure: Failure) => void
  /** Something is told of an operation: what is shown, and what is claimed, may change with it. */
  onTold: () => void
}

/** What comes of what was sent: for the pair on screen, and for those that are done with. */
export class Outcomes {
  readonly #options: Options
  #refusedDraft: string | null = null

  constructor(options: Options) {
    this.#options = options
  }

  /** Why the last draft was refused; null once one is stored again. */
  refusedDraft(): string | null {
    return this.#refusedDraft
  }

  tell(event: SenderEvent<SentContent, LabelReply>): void {
    const { operation } = event
    if (event.type === 'parked') this.#park(operation, event.failure)
    else if (event.type === 'given-up') this.#giveUp(operation, event.failure)
    else if (event.type === 'acknowledged') this.#acknowledge(operation, event.reply)
    this.#options.onTold()
  }

  #acknowledge(operation: LabelOperation, { assignment }: LabelReply): void {
    const { takeBack, onSent } = this.#options
    if (operation.kind === 'draft') this.#refusedDraft = null
    if (operation.kind === 'reopen' && assignment) takeBack.complete(assignment)
    if (operation.kind === 'first' && assignment) this.#reveal(assignment)
    onSent(operation)
  }

  /** The server has the first answer: what the model suspects comes onto the pair, which stays as it is otherwise. */
  #reveal({ id, pair, revealed }: AssignmentView): void {
    this.#options.pairs.change((queue) =>
      update(queue, id, (claimed) => ({ ...claimed, assignment: { ...claimed.assignment, pair, revealed } })),
    )
  }

  /** A write met something newer. On screen the person chooses at once; of a pair that is done with they are told. */
  #park(operation: LabelOperation, failure: Failure): void {
    const { pairs, conflicts, onTold } = this.#options
    const { assignmentId } = operation
    if (pairs.isOnScreen(assignmentId)) {
      conflicts.add(assignmentId, failure, contentOf(operation))
      return
    }
    void conflicts.isChangedElsewhere(assignmentId).then((changed) => {
      if (changed) this.#fail({ operation, message: failure.message, kept: false })
      onTold()
    })
  }

  #giveUp(operation: LabelOperation, failure: Failure): void {
    const { takeBack, onRefused } = this.#options
    const { kind } = operation
    if (kind === 'draft') this.#refusedDraft = failure.message
    if (kind === 'submit' || kind === 'first') this.#fail({ operation, message: failure.message, kept: true })
    if (kind === 'reopen') takeBack.refuse()
    if (kind === 'skip' || kind === 'reopen') onRefused(operation, failure)
  }

  #fail(failed: FailedAnswer): void {
    this.#options.failed.add(failed)
    this.#options.takeBack.fail(failed.operation.id)
  }
}
