import type { QueuePolicy } from '@/lib/domain/accounts'

/** What a task's place in the queue follows from. */
export type QueueFacts = { value: number; dissent: number; draw: number; holdout: boolean }

/**
 * Higher is handed out earlier. For one task, whose answers changed; for many `freshTasks` says the same in SQL.
 * Source: docs/spec/queue.md [QU17] [QU18] [QU19]
 */
export function taskPriority(policy: QueuePolicy, { value, dissent, draw, holdout }: QueueFacts): number {
  if (policy === 'oldest') return 0
  if (holdout || policy === 'random') return draw
  return dissent > 0 ? 1 + dissent : value
}
