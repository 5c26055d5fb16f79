export { isClean, prefersSide } from './answer-edits'
export { barriers, maySubmit, unwatched, watchProgress } from './attempt'
export { newId } from './ids'
export { indexOf, trackOf } from './mark-index'
export { reduceWorkspace } from './reduce-workspace'
export { countSeen } from './seen'
export {
  boxInHand,
  canCompare,
  currentProposal,
  marksOn,
  missing,
  modelVisible,
  needsBox,
  neighbourSuspect,
  openProposals,
  phaseOf,
  proposalsOn,
  selectedMark,
  selectedOn,
  suspects,
  waitingMark,
} from './selectors'
export type { EditAction, WorkspaceAction } from './workspace-action'
export {
  cleanScope,
  createWorkspaceState,
  frameOf,
  type Notice,
  type NoticeCode,
  type Setup,
  type WorkspaceState,
  wantsAttribution,
} from './workspace-state'
export { announceChanges, createWorkspaceStore, type WorkspaceStore } from './workspace-store'
