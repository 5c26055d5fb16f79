import { z } from 'zod'

export const TaskState = z.enum(['open', 'done', 'closed'])
export type TaskState = z.infer<typeof TaskState>

/** A returned answer opens a task again, and so does a deletion that is taken back. Source: docs/spec/queue.md [QU12], docs/spec/deletion.md [DE4] */
export const TASK_TRANSITIONS: Readonly<Record<TaskState, readonly TaskState[]>> = {
  open: ['done', 'closed'],
  done: ['open'],
  closed: ['open', 'done'],
}

export const AssignmentState = z.enum(['claimed', 'submitted', 'skipped', 'released'])
export type AssignmentState = z.infer<typeof AssignmentState>

/** Leaving `submitted` is a reviewer's return; leaving `released` is a new claim. Source: docs/spec/queue.md [QU13] */
export const ASSIGNMENT_TRANSITIONS: Readonly<Record<AssignmentState, readonly AssignmentState[]>> = {
  claimed: ['submitted', 'skipped', 'released'],
  submitted: ['claimed'],
  skipped: [],
  released: ['claimed'],
}

/** Assignments in these states hold one of the task's places; `taken` counts them. */
export const HOLDING_STATES = ['claimed', 'submitted'] as const satisfies readonly AssignmentState[]

export function canMove<State extends string>(
  table: Readonly<Record<State, readonly State[]>>,
  from: State,
  to: State,
): boolean {
  return table[from].includes(to)
}
