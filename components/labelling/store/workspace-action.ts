import type { PlayerAction, ViewAction } from '@/components/player/store'
import type { PairView } from '@/lib/contracts/http/labelling'
import type { ScreenAnswer, ScreenPreference, ScreenSide, Strength } from '@/lib/domain/labelling'
import type { Box } from '@/lib/domain/shared'
import type { FrameOrigin } from './workspace-state'

/** Everything a person can do on the screen. Ids of new marks are made by the caller, so that reducing stays pure. */
export type WorkspaceAction =
  | { type: 'player'; action: PlayerAction }
  | { type: 'view'; action: ViewAction }
  | { type: 'shown'; side: ScreenSide; index: number; origin: FrameOrigin }
  | { type: 'suspect'; direction: 1 | -1 }
  | { type: 'select'; id: string | null }
  | { type: 'select-next' }
  | { type: 'hide-boxes' }
  | { type: 'escape' }
  | { type: 'notice-seen'; seq: number }
  | { type: 'attempt' }
  | { type: 'replace'; answer: ScreenAnswer }
  /** The server has the first answer, and sent what the model suspects. */
  | { type: 'reveal'; pair: PairView }
  /** Such as when the lease is lost. */
  | { type: 'editable'; editable: boolean }
  | EditAction

export type EditAction =
  | MarkingAction
  | { type: 'preference'; preference: ScreenPreference; strength?: Strength }
  | { type: 'strength'; strength: Strength | null }
  | { type: 'next-strength' }
  | { type: 'comment'; comment: string }
  | { type: 'flag' }
  | { type: 'undo' }
  | { type: 'redo' }

export type MarkingAction =
  /** `held`: until `release`, every frame that is passed gets the mark. */
  | { type: 'label'; labelKey: string; id: string; held?: boolean }
  | { type: 'release' }
  | { type: 'relabel'; labelKey: string; id: string }
  | { type: 'draw'; side: ScreenSide; frameIndex: number; box: Box; id: string }
  /** A box in the middle of what is visible, for the keyboard. */
  | { type: 'place-box'; id: string }
  /** Of a mark, or of a proposal, which it accepts with this change as the mark `newId`. */
  | { type: 'change-box'; id: string; box: Box; newId: string }
  /** Whole source pixels. */
  | { type: 'nudge'; x: number; y: number; w: number; h: number; id: string }
  | { type: 'duplicate-next'; id: string }
  | { type: 'extend-track'; id: string }
  | { type: 'delete'; id: string | null }
  | { type: 'delete-track'; id: string | null }
  | { type: 'clean'; side: ScreenSide }
  | { type: 'accept'; proposalId: string | null; id: string }
  | { type: 'accept-all'; id: string }
  | { type: 'reject'; proposalId: string | null }
