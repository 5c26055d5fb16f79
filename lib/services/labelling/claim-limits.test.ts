import { describe, expect, test } from 'vitest'
import { createManyTasks } from '@/bench/support/many-tasks'
import {
  cleanScreenAnswer,
  contextFor,
  createFramePairs,
  createLabellingProject,
  createMember,
  createProject,
  createTask,
  type LabellingProject,
} from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { MOST_HELD } from './claim-limits'
import { claimNext } from './claim-next'
import { freeClaim } from './free-claim'
import { listClaims } from './list-claims'
import { releaseTask } from './release-task'
import { saveDraft } from './save-draft'
import { skipTask } from './skip-task'
import { submitAnnotation } from './submit-annotation'

const { db } = await testDatabase()
const HOUR_MS = 3600_000

async function claim(world: LabellingProject, exclude: string[] = [], now = new Date()) {
  const ctx = contextFor(db, world.annotators[0], { now: () => now })
  const { assignment } = await claimNext({ ctx, input: { projectId: world.project.id, exclude } })
  if (!assignment) throw new Error('nothing was handed out')
  return { ctx, assignment, hold: { assignmentId: assignment.id, fence: assignment.fence } }
}

describe('how much a person may look at without answering', () => {
  test('[QU24] after so many skips within an hour no new task comes, until the oldest is an hour old', async () => {
    const world = await createLabellingProject(db, { tasks: 6, settings: { skipsPerHour: 3 } })
    const start = new Date('2026-11-30T10:00:00Z')
    for (let count = 0; count < 3; count += 1) {
      const { ctx, hold } = await claim(world, [], new Date(start.getTime() + count * 60_000))
      await skipTask({ ctx, input: { ...hold, reason: 'next' } })
    }
    const later = new Date(start.getTime() + 10 * 60_000)
    await expect(claim(world, [], later)).rejects.toThrow(
      'You left 3 tasks unanswered within an hour. You get new ones from 11:00 UTC on',
    )
    await expect(claim(world, [], later)).rejects.toMatchObject({ code: 'conflict', reason: 'skip-limit' })
    await claim(world, [], new Date(start.getTime() + HOUR_MS + 1))
  })

  test('[QU24] giving back counts alike, once for a task; the task itself may be taken up again', async () => {
    const world = await createLabellingProject(db, { tasks: 4, settings: { skipsPerHour: 2 } })
    const first = await claim(world)
    await releaseTask({ ctx: first.ctx, input: first.hold })
    const again = await claim(world)
    expect(again.assignment.id).toBe(first.assignment.id)
    await releaseTask({ ctx: again.ctx, input: again.hold })
    const second = await claim(world, [first.assignment.id])
    await releaseTask({ ctx: second.ctx, input: second.hold })
    await expect(claim(world, [first.assignment.id, second.assignment.id])).rejects.toMatchObject({
      reason: 'skip-limit',
    })
    expect((await claim(world)).assignment.id).toBe(first.assignment.id)
  })

  test('[QU24] what is answered does not count, and nobody holds more than ten at once', async () => {
    const world = await createLabellingProject(db, { tasks: MOST_HELD + 3, settings: { skipsPerHour: 1 } })
    for (let count = 0; count < 2; count += 1) {
      const { ctx, assignment, hold } = await claim(world)
      const row = await db.assignment.findUniqueOrThrow({
        where: { id: assignment.id },
        include: { task: { include: { pair: true } } },
      })
      const answer = cleanScreenAnswer(row.task.pair)
      await submitAnnotation({ ctx, input: { ...hold, operationId: crypto.randomUUID(), answer, activeMs: 0 } })
    }
    const held: string[] = []
    for (let count = 0; count < MOST_HELD; count += 1) held.push((await claim(world, held)).assignment.id)
    await expect(claim(world, held)).rejects.toMatchObject({ reason: 'held-limit' })
    expect(held).toContain((await claim(world)).assignment.id)
  })
})

describe('freeing a claim', () => {
  test('[QU25] one that was claimed while the clock was ahead goes back; the late writer is told, and the draft is kept', async () => {
    const world = await createLabellingProject(db, { tasks: 1, overlap: 1 })
    const ahead = new Date(Date.now() + 48 * HOUR_MS)
    const { assignment, hold } = await claim(world, [], ahead)
    const admin = contextFor(db, world.admin)
    const { projectId } = { projectId: world.project.id }
    const { items } = await listClaims({ ctx: admin, input: { projectId, limit: 10 } })
    expect(items).toMatchObject([
      { assignmentId: assignment.id, person: world.annotators[0].name, isLate: false, hasDraft: false },
    ])
    await freeClaim({ ctx: admin, input: { projectId, assignmentId: assignment.id } })
    const [pair] = world.pairs
    if (!pair) throw new Error('no pair')
    const draft = cleanScreenAnswer(pair, { comment: 'late, but kept' })
    const mine = contextFor(db, world.annotators[0])
    const late = saveDraft({ ctx: mine, input: { ...hold, revision: 0, draft, activeMs: 5 } })
    await expect(late).rejects.toMatchObject({ reason: 'lease-lost' })
    const row = await db.assignment.findUniqueOrThrow({ where: { id: assignment.id } })
    expect(row).toMatchObject({ state: 'released', fence: hold.fence + 1, activeMs: 5 })
    expect(row.draft).toMatchObject({ comment: 'late, but kept' })
    const other = contextFor(db, world.annotators[1])
    expect((await claimNext({ ctx: other, input: { projectId, exclude: [] } })).assignment).not.toBeNull()
    const audited = await db.auditEvent.findFirst({ where: { entityId: assignment.id, verb: 'assignment.free' } })
    expect(audited).toMatchObject({ actorId: world.admin.id, difference: { userId: world.annotators[0].id } })
  })

  test('a reviewer may not; a claim of another project is not found; one that is held no more is a conflict', async () => {
    const world = await createLabellingProject(db, { tasks: 1 })
    const { assignment } = await claim(world)
    const input = { projectId: world.project.id, assignmentId: assignment.id }
    const reviewer = contextFor(db, world.reviewer)
    await expect(freeClaim({ ctx: reviewer, input })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listClaims({ ctx: reviewer, input: { ...input, limit: 5 } })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const other = await createProject(db)
    const stranger = contextFor(db, await createMember(db, other.id, 'admin'))
    const foreign = freeClaim({ ctx: stranger, input: { ...input, projectId: other.id } })
    await expect(foreign).rejects.toMatchObject({ code: 'not-found' })
    const ctx = contextFor(db, world.admin)
    const ends = await Promise.allSettled([1, 2].map(() => freeClaim({ ctx, input })))
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(freeClaim({ ctx, input })).rejects.toMatchObject({ reason: 'not-held' })
    const [task] = await db.task.findMany({ where: { projectId: world.project.id } })
    expect(task?.taken).toBe(0)
  })

  test('a place in a closed list pages on by who held longest', async () => {
    const world = await createLabellingProject(db, { tasks: 0 })
    for (const pair of await createFramePairs(db, world.project.id, 3)) await createTask(db, pair)
    const held: string[] = []
    for (let count = 0; count < 3; count += 1) held.push((await claim(world, held)).assignment.id)
    const ctx = contextFor(db, world.admin)
    const input = { projectId: world.project.id, limit: 2 }
    const first = await listClaims({ ctx, input })
    const second = await listClaims({ ctx, input: { ...input, cursor: first.nextCursor ?? '' } })
    expect([...first.items, ...second.items].map(({ assignmentId }) => assignmentId)).toEqual(held)
  })

  test('one page of claims is read in order from its index, however many answers there are', async () => {
    const project = await createManyTasks(db, { tasks: 20_000, overlap: 1 })
    const user = await createMember(db, project.id, 'annotator')
    const { id: taxonomyVersionId } = await db.taxonomyVersion.findFirstOrThrow({ where: { projectId: project.id } })
    await db.$executeRaw`
      INSERT INTO "Assignment" (id, "taskId", "projectId", "userId", state, "leaseUntil", "leftSide", "taxonomyVersionId", "claimedAt")
      SELECT gen_random_uuid(), id, ${project.id}::uuid, ${user.id}::uuid,
        (CASE WHEN random() < 0.5 THEN 'claimed' ELSE 'submitted' END)::"AssignmentState", now(), 'A',
        ${taxonomyVersionId}::uuid, now() - random() * interval '30 days'
      FROM "Task" WHERE "projectId" = ${project.id}::uuid`
    await db.$executeRaw`VACUUM (ANALYZE) "Assignment"`
    // As listClaims asks; its state is a value that is sent along.
    const plan = await db.$queryRaw<{ 'QUERY PLAN': string }[]>`
      EXPLAIN SELECT * FROM "Assignment"
      WHERE "projectId" = ${project.id}::uuid AND state = CAST(${'claimed'}::text AS "AssignmentState")
      ORDER BY "claimedAt", id LIMIT 51`
    const text = plan.map((line) => line['QUERY PLAN']).join('\n')
    expect(text).toContain('Assignment_projectId_state_claimedAt_id_idx')
    expect(text).not.toMatch(/Sort|Seq Scan/)
  })
})
