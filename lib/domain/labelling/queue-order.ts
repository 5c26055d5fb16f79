/** `createdAt` in ms; all tasks that one call made share it. `draw` 0–1. */
export type QueuedTask = { priority: number; answered: number; createdAt: number; draw: number }

/**
 * Comparator: which of two tasks is handed out first. `Task_claimable_idx` of the database has the same order.
 * Source: docs/spec/queue.md [QU1]
 */
export function compareQueued(a: QueuedTask, b: QueuedTask): number {
  return b.priority - a.priority || b.answered - a.answered || a.createdAt - b.createdAt || a.draw - b.draw
}
