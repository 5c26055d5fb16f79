import type { PlayerAction, ViewAction } from '@/components/player/store'
import type { Answer, Preference, Side } from '@/lib/domain/labelling'
import type { Box } from '@/lib/domain/shared'
import type { FrameOrigin } from './workspace-state'

/** Everything a person can do on the screen. Ids of new marks are made by the caller, so that reducing stays pure. */
export type WorkspaceAction =
  | { type: 'player'; action: PlayerAction }
  | { type: 'view'; action: ViewAction }
  | { type: 'shown'; side: Side; index: number; origin: FrameOrigin }
  | { type: 'suspect'; direction: 1 | -1 }
  | { type: 'select'; id: string | null }
  | { type: 'select-next' }
  | { type: 'escape' }
  | { type: 'notice-seen'; seq: number }
  | { type: 'attempt' }
  | { type: 'replace'; answer: Answer }
  /** Such as when the lease is lost. */
  | { type: 'editable'; editable: boolean }
  | EditAction

export type EditAction =
  | { type: 'label'; labelKey: string; id: string }
  | { type: 'relabel'; labelKey: string }
  | { type: 'draw'; side: Side; frameIndex: number; box: Box; id: string }
  /** A box in the middle of the frame, for the keyboard. */
  | { type: 'place-box'; id: string }
  | { type: 'change-box'; id: string; box: Box }
  /** Whole source pixels. */
  | { type: 'nudge'; x: number; y: number; w: number; h: number }
  | { type: 'delete'; id: string | null }
  | { type: 'preference'; preference: Preference }
  | { type: 'clean'; side: Side }
  | { type: 'accept'; proposalId: string | null; id: string }
  | { type: 'reject'; proposalId: string | null }
  | { type: 'comment'; comment: string }
  | { type: 'flag' }
  | { type: 'undo' }
  | { type: 'redo' }
