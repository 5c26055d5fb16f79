import type { ProjectSettings } from '@/lib/domain/accounts'
import { type Arm, assignmentMachine, chooseLeftSide } from '@/lib/domain/labelling'
import type { Tx } from '@/lib/platform/db'
import { requireTransition } from '@/lib/platform/transition'
import { drawArm } from './exposure'

/** One person's turn at the queue of a project. */
export type Turn = {
  projectId: string
  userId: string
  now: Date
  leaseUntil: Date
  settings: ProjectSettings
  exclude: readonly string[]
}

/** `arm` is that of a task made before arms were drawn for persons. */
export type FreeTask = { id: string; pairId: string; holdout: boolean; arm: Arm | null }
/** An assignment that the person gave back, or lost, on the task. */
export type EarlierAssignment = { id: string; taskId: string }

/** A is left and B is left, of the person so far and of the task's other people. */
type LeftCounts = { personA: number; personB: number; taskA: number; taskB: number }

async function countLeft(tx: Tx, { projectId, userId }: Turn, taskId: string): Promise<LeftCounts> {
  const [counts] = await tx.$queryRaw<LeftCounts[]>`
    SELECT person.a AS "personA", person.b AS "personB", task.a AS "taskA", task.b AS "taskB"
    FROM (
      SELECT count(*) FILTER (WHERE "leftSide" = 'A')::int AS a, count(*) FILTER (WHERE "leftSide" = 'B')::int AS b
      FROM "Assignment" WHERE "userId" = ${userId}::uuid AND "projectId" = ${projectId}::uuid
    ) AS person, (
      SELECT count(*) FILTER (WHERE "leftSide" = 'A')::int AS a, count(*) FILTER (WHERE "leftSide" = 'B')::int AS b
      FROM "Assignment" WHERE "taskId" = ${taskId}::uuid
    ) AS task`
  return counts ?? { personA: 0, personB: 0, taskA: 0, taskB: 0 }
}

async function insertAssignment(tx: Tx, turn: Turn, task: FreeTask, taxonomyVersionId: string): Promise<string> {
  const { projectId, userId, now, leaseUntil, settings } = turn
  const arm = await drawArm(tx, turn, task)
  const { personA, personB, taskA, taskB } = await countLeft(tx, turn, task.id)
  const leftSide = chooseLeftSide({
    person: { A: personA, B: personB },
    pair: { A: taskA, B: taskB },
    userId,
    pairId: task.pairId,
  })
  const { id } = await tx.assignment.create({
    data: {
      taskId: task.id,
      projectId,
      userId,
      leaseUntil,
      leftSide,
      arm,
      taxonomyVersionId,
      mustWatch: settings.mustWatch,
      claimedAt: now,
    },
    select: { id: true },
  })
  return id
}

/**
 * Gives the person a place of a task whose row the caller has locked: a new assignment, or the earlier one with a higher fence.
 * @returns id of the assignment
 * Source: docs/spec/queue.md [QU5] [QU6] [QU10]
 */
export async function takePlace(
  tx: Tx,
  turn: Turn,
  task: FreeTask,
  given: { earlier: EarlierAssignment | undefined; taxonomyVersionId: string },
): Promise<string> {
  await tx.$executeRaw`UPDATE "Task" SET taken = taken + 1 WHERE id = ${task.id}::uuid`
  if (!given.earlier) return insertAssignment(tx, turn, task, given.taxonomyVersionId)
  const { now, leaseUntil, settings } = turn
  const { mustWatch } = settings
  await requireTransition(tx, assignmentMachine, {
    where: { id: given.earlier.id },
    from: ['released'],
    to: 'claimed',
    data: {
      fence: { increment: 1 },
      claimedAt: now,
      leaseUntil,
      mustWatch,
      closedAt: null,
      freedAt: null,
    },
  })
  return given.earlier.id
}
