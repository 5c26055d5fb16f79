import {
  type Answer,
  isOnScreen,
  type ScreenAnswer,
  type SentAnswer,
  type SentWork,
  type Side,
  toCanonicalAnswer,
  toCanonicalWork,
  toScreenAnswer,
  type Work,
} from '@/lib/domain/labelling'
import { type Aliases, aliasesOf } from '@/lib/platform/alias'
import type { Context } from '@/lib/platform/context'
import { invalid } from '@/lib/platform/errors'

/** A pair for one person: which of its clips is on the left, and the names they see instead of ids. */
export type Viewpoint = { leftSide: Side; aliases: Aliases }

/**
 * An answer with the sides of its reader's screen. Decisions are not in the order of their ids, which would reveal when
 * proposals were stored.
 */
export function shownAnswer(answer: Answer, { leftSide, aliases }: Viewpoint): ScreenAnswer {
  const shown = toScreenAnswer(answer, leftSide, (id) => aliases.of('proposal', id))
  return { ...shown, proposals: shown.proposals.toSorted((a, b) => (a.proposalId < b.proposalId ? -1 : 1)) }
}

/**
 * A person's answer in its stored form.
 * @throws AppError invalid `no-such-proposal` for a name that the server never gave them
 */
export function canonicalAnswer(said: ScreenAnswer, { leftSide, aliases }: Viewpoint): Answer {
  return toCanonicalAnswer(said, leftSide, (alias) => {
    const id = aliases.idOf('proposal', alias)
    if (id === null)
      throw invalid(
        'no-such-proposal',
        'The answer names a proposal that does not belong to this task. Reload the task.',
      )
    return id
  })
}

/** A screen's answer to a pair, and the same in its stored form. */
export type Sent = { answer: SentAnswer; activeMs: number; work?: SentWork | undefined }
export type Said = { answer: Answer; activeMs: number; work?: Work | undefined }

type SentUnder = { leftSide: Side; toldSides: boolean }

/**
 * The form of the version before, with the sides A and B, is valid for assignments that were claimed under it: for
 * others it would reveal which clip is which.
 * @throws AppError invalid `old-answer`
 * Source: docs/spec/saving.md [SV16]
 */
function requireTold({ toldSides }: SentUnder): void {
  if (toldSides) return
  throw invalid(
    'old-answer',
    'This answer has the form of an earlier version, with the sides A and B. Reload the page and use left and right.',
  )
}

function canonicalWork(work: SentWork, under: SentUnder): Work {
  if ('left' in work.seen) return toCanonicalWork({ ...work, seen: work.seen }, under.leftSide)
  requireTold(under)
  return { ...work, seen: work.seen }
}

/** @throws AppError invalid `old-answer`, `no-such-proposal` */
export function saidBy(ctx: Context, under: SentUnder, { answer, activeMs, work }: Sent): Said {
  if (!isOnScreen(answer)) requireTold(under)
  const said = isOnScreen(answer)
    ? canonicalAnswer(answer, { leftSide: under.leftSide, aliases: aliasesOf(ctx) })
    : answer
  return { answer: said, activeMs, ...(work && { work: canonicalWork(work, under) }) }
}
