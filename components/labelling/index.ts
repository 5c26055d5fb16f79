export { PairWorkspace, type PairWorkspaceProps } from './pair-workspace'
export { LabelQueue } from './queue/label-queue'
export type { WorkspaceStore } from './workspace-context'
