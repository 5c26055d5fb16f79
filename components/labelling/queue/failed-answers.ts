import type { AssignmentView } from '@/lib/contracts/http/labelling'
import type { LabelOperation } from './operations'
import type { LabelSender } from './queue-api'

/** An answer that was given here and did not get through; `kept` says whether the server will have it as a draft. */
export type FailedAnswer = { operation: LabelOperation; message: string; kept: boolean }

type Options = {
  sender: LabelSender
  get: (assignmentId: string) => Promise<AssignmentView>
  onChange: () => void
}

/** Answers that did not get through, of pairs that are done with here, until their person has decided. Source: docs/spec/saving.md [SV7] [SV9] */
export class FailedAnswers {
  readonly #options: Options
  #all: readonly FailedAnswer[] = []

  constructor(options: Options) {
    this.#options = options
  }

  all(): readonly FailedAnswer[] {
    return this.#all
  }

  add(failed: FailedAnswer): void {
    this.#keep([...this.#all, failed])
  }

  /** Its pair comes on screen again, where it is decided. */
  forget(assignmentId: string): void {
    this.#keep(this.#all.filter(({ operation }) => operation.assignmentId !== assignmentId))
  }

  /** Sends it once more on what the server has now, or gives it up. */
  async resolve(failed: FailedAnswer, how: 'retry' | 'discard'): Promise<void> {
    const { sender, get } = this.#options
    const { assignmentId } = failed.operation
    if (how === 'retry') {
      const { fence, draftRevision: revision } = await get(assignmentId)
      sender.keepMine(assignmentId, { fence, revision })
    } else if (!failed.kept) sender.leave(assignmentId)
    this.#keep(this.#all.filter((other) => other !== failed))
  }

  #keep(all: readonly FailedAnswer[]): void {
    this.#all = all
    this.#options.onChange()
  }
}
