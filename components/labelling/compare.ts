import type { WorkspaceState } from './store'

/** Clips of one shape can be laid over each other: those made from one image have the same place at the same place. */
export function canCompare({ setup }: Pick<WorkspaceState, 'setup'>): boolean {
  const { A, B } = setup.pair.sides
  const shapes = [A, B].map(({ video }) => video.width / video.height)
  return Math.max(...shapes) / Math.min(...shapes) < 1.01
}
