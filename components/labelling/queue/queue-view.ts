import {
  countWaitingAnswers,
  type Failure,
  type Link,
  type LinkStatus,
  type Outbox,
  operationsOf,
  type WaitingElsewhere,
} from '@/components/outbox'
import type { AssignmentView, QueueStatus } from '@/lib/contracts/http/labelling'
import { asksAttribution, isOnScreen } from '@/lib/domain/labelling'
import type { ClaimState } from './claimer'
import type { FailedAnswer } from './failed-answers'
import type { LabelOperation, SentContent } from './operations'
import type { ClaimedPair, PairQueue } from './pair-queue'

export type SaveState =
  | { status: 'saved' | 'unsaved' | 'saving' | 'conflict' | 'lease-lost' | 'offline' | 'full' | 'signed-out' }
  | { status: 'refused'; reason: string }

/** A pair was changed elsewhere too, perhaps by this person; nothing is written until the person chooses. */
export type Conflict = {
  failure: Failure
  mine: SentContent & { at: number }
  /** What the server has; null until it is known. */
  theirs: AssignmentView | null
  /** What is here was the last word on the pair, an answer or a skip: it goes as it is, or not at all. */
  final: boolean
}

export type TakeBackState = 'none' | 'possible' | 'under-way' | 'too-late'

/**
 * Where the pair on screen stands with its first answer: not asked for, still to be given, on its way, waiting for the connection, or stored.
 * Source: docs/spec/saving.md [SV17]
 */
export type FirstAnswerState = 'none' | 'due' | 'sending' | 'waiting' | 'stored'

/** What the screen shows of the queue. */
export type QueueView = PairQueue & {
  claims: ClaimState
  link: LinkStatus
  save: SaveState
  conflict: Conflict | null
  failedAnswers: readonly FailedAnswer[]
  /** Answers that only this computer has. */
  waiting: number
  /** What is done reaches the disk of this computer. */
  durable: boolean
  takeBack: TakeBackState
  first: FirstAnswerState
  /** Answers of other people on this computer, until the person has read of them. */
  others: readonly WaitingElsewhere[]
  /** The session has ended and the person chose to sign in later. */
  signInPostponed: boolean
}

type Known = PairQueue &
  Pick<QueueView, 'conflict' | 'claims' | 'failedAnswers' | 'durable' | 'takeBack' | 'others' | 'signInPostponed'> & {
    outbox: Outbox<SentContent>
    link: Pick<Link, 'status' | 'isFull'>
    /** Why the last draft was refused. */
    refused: string | null
  }

/** What the screen shows, of all that is known. */
export function viewOf({ outbox, link, refused, ...shown }: Known): QueueView {
  const { screen, conflict } = shown
  const waiting = screen ? operationsOf(outbox, screen.assignment.id) : []
  const status = link.status()
  return {
    ...shown,
    link: status,
    save: saveState(waiting, { link: status, full: link.isFull(), conflict, inFlight: outbox.inFlight, refused }),
    waiting: countWaitingAnswers(outbox),
    first: firstAnswerState(screen, waiting, status),
  }
}

/** Whether what is here is in the form of an older build, which no screen can show. */
export function isOfOldForm({ mine }: Conflict): boolean {
  return !isOnScreen(mine.answer)
}

/** Whether the pair is only to be looked at: it went to somebody else, or what is here cannot be changed on the screen. */
export function isReadOnly({ save, conflict }: Pick<QueueView, 'save' | 'conflict'>): boolean {
  return save.status === 'lease-lost' || (conflict !== null && (conflict.final || isOfOldForm(conflict)))
}

/** Whether somebody else has the pair now, rather than this person elsewhere. */
export function isLost({ failure, theirs }: Conflict): boolean {
  return failure.kind === 'lease-lost' && theirs !== null && theirs.state !== 'claimed'
}

/** What the badge says of the pair on screen. */
function saveState(
  waiting: readonly LabelOperation[],
  known: {
    link: LinkStatus
    full: boolean
    conflict: Conflict | null
    inFlight: string | null
    refused: string | null
  },
): SaveState {
  if (known.conflict) return { status: isLost(known.conflict) ? 'lease-lost' : 'conflict' }
  if (known.link === 'signed-out') return { status: 'signed-out' }
  if (known.link === 'down') return { status: known.full ? 'full' : 'offline' }
  if (waiting.length === 0) {
    return known.refused === null ? { status: 'saved' } : { status: 'refused', reason: known.refused }
  }
  return { status: waiting.some(({ id }) => id === known.inFlight) ? 'saving' : 'unsaved' }
}

export function firstAnswerState(
  pair: ClaimedPair | null,
  waiting: readonly LabelOperation[],
  link: LinkStatus,
): FirstAnswerState {
  if (pair?.assignment.arm !== 'reveal' || !asksAttribution(pair.assignment.asks)) return 'none'
  if (pair.assignment.revealed) return 'stored'
  if (!waiting.some(({ kind }) => kind === 'first')) return 'due'
  return link === 'up' ? 'sending' : 'waiting'
}

/**
 * What the header says is done and left. The server still counts among `available` what this tab holds, and what waits
 * here to be sent, so that only the latter moves from one figure to the other.
 * @param waiting answers that only this computer has
 */
export function queueCounts({ answered, available }: Pick<QueueStatus, 'answered' | 'available'>, waiting: number) {
  return { answered: answered + waiting, left: Math.max(0, available - waiting) }
}
