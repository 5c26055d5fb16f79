import type { WorkspaceState } from './store'

/** Clips of one shape can be laid over each other: those made from one image have the same place at the same place. */
export function canCompare({ setup }: Pick<WorkspaceState, 'setup'>): boolean {
  const { left, right } = setup.pair.sides
  const shapes = [left, right].map(({ video }) => video.width / video.height)
  return Math.max(...shapes) / Math.min(...shapes) < 1.01
}
