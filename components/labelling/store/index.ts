export { isClean } from './answer-edits'
export { reduceWorkspace } from './reduce-workspace'
export { countSeen } from './seen'
export {
  currentProposal,
  marksOn,
  missing,
  modelVisible,
  neighbourSuspect,
  openProposals,
  phaseOf,
  proposalsOn,
  selectedMark,
  suspects,
} from './selectors'
export type { EditAction, WorkspaceAction } from './workspace-action'
export {
  cleanScope,
  createWorkspaceState,
  frameOf,
  type Notice,
  otherSide,
  type Setup,
  screenSide,
  type WorkspaceState,
  wantsAttribution,
} from './workspace-state'
