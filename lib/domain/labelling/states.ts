import { z } from 'zod'
import type { Machine } from '@/lib/domain/shared'

export const TaskState = z.enum(['open', 'done', 'closed'])
export type TaskState = z.infer<typeof TaskState>

/** A returned answer opens a task again, and so does a deletion that is taken back. Source: docs/spec/queue.md [QU12], docs/spec/deletion.md [DE4] */
export const taskMachine: Machine<'Task', TaskState> = {
  model: 'Task',
  noun: 'task',
  starts: ['open'],
  moves: {
    open: ['done', 'closed'],
    done: ['open'],
    closed: ['open', 'done'],
  },
}

export const AssignmentState = z.enum(['claimed', 'submitted', 'skipped', 'released'])
export type AssignmentState = z.infer<typeof AssignmentState>

/** Leaving `submitted` is a return, or its author's taking back; leaving `released` is a new claim. Source: docs/spec/queue.md [QU13] */
export const assignmentMachine: Machine<'Assignment', AssignmentState> = {
  model: 'Assignment',
  noun: 'assignment',
  starts: ['claimed'],
  moves: {
    claimed: ['submitted', 'skipped', 'released'],
    submitted: ['claimed'],
    skipped: [],
    released: ['claimed'],
  },
}
