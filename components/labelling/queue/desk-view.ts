import type { AssignmentView } from '@/lib/contracts/http/labelling'
import { isOnScreen } from '@/lib/domain/labelling'
import type { Failure } from '../save/failure'
import type { WaitingElsewhere } from '../save/journal'
import type { LinkStatus } from '../save/link'
import type { KeptStatement, Operation } from '../save/operation'
import type { ClaimState } from './claims'
import type { DeskState } from './desk-state'
import type { FirstAnswerState } from './first-answer'

export type SaveState =
  | { status: 'saved' | 'unsaved' | 'saving' | 'conflict' | 'lease-lost' | 'offline' | 'full' | 'signed-out' }
  | { status: 'refused'; reason: string }

/** Somebody, perhaps this person elsewhere, went on with a pair; nothing is written until the person chooses. */
export type Overtaken = {
  failure: Failure
  mine: KeptStatement & { at: number }
  /** What the server has; null until it is known. */
  theirs: AssignmentView | null
}

/** An answer that was given here and did not get through. */
export type Trouble = { operation: Operation; message: string; kept: boolean }

export type TakeBackState = 'none' | 'possible' | 'under-way' | 'too-late'

export type DeskView = DeskState & {
  claims: ClaimState
  link: LinkStatus
  save: SaveState
  overtaken: Overtaken | null
  troubles: readonly Trouble[]
  /** Answers that only this computer has. */
  waiting: number
  /** What is done reaches the disk of this computer. */
  durable: boolean
  takeBack: TakeBackState
  /** Where the pair on screen stands with its first answer. */
  first: FirstAnswerState
  /** Answers of other people on this computer, until the person has read of them. */
  others: readonly WaitingElsewhere[]
  /** The session has ended and the person chose to sign in later. */
  signInPutAway: boolean
}

/** Whether what is here is in the form of the version before, which no screen can show. */
export function isOfOldForm({ mine }: Overtaken): boolean {
  return !isOnScreen(mine.answer)
}

/** Whether somebody else has the pair now, rather than this person elsewhere. */
export function isLost({ failure, theirs }: Overtaken): boolean {
  return failure.kind === 'lease-lost' && theirs !== null && theirs.state !== 'claimed'
}

/** What the badge says of the pair on screen. */
export function saveState(
  lane: readonly Operation[],
  known: {
    link: LinkStatus
    full: boolean
    overtaken: Overtaken | null
    inFlight: string | null
    refused: string | null
  },
): SaveState {
  if (known.overtaken) return { status: isLost(known.overtaken) ? 'lease-lost' : 'conflict' }
  if (known.link === 'signed-out') return { status: 'signed-out' }
  if (known.link === 'down') return { status: known.full ? 'full' : 'offline' }
  if (lane.length === 0) {
    return known.refused === null ? { status: 'saved' } : { status: 'refused', reason: known.refused }
  }
  return { status: lane.some(({ id }) => id === known.inFlight) ? 'saving' : 'unsaved' }
}
