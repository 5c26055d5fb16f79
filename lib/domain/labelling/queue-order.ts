export type QueuedTask = { id: string; priority: number; answered: number }

/**
 * Comparator: which of two tasks is handed out first. `Task_claimable_idx` of the database has the same order.
 * Source: docs/spec/queue.md [QU1]
 */
export function compareQueued(a: QueuedTask, b: QueuedTask): number {
  return b.priority - a.priority || b.answered - a.answered || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}
