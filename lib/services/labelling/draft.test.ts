import { expect, test } from 'vitest'
import type { ScreenWork } from '@/lib/domain/labelling'
import { cleanScreenAnswer, contextFor, createLabellingProject } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { getAssignment } from './assignment-view'
import { claimNext } from './claim-next'
import { releaseTask } from './release-task'
import { saveDraft } from './save-draft'
import { skipTask } from './skip-task'

const { db } = await testDatabase()

async function claimed() {
  const world = await createLabellingProject(db, { tasks: 1, overlap: 1 })
  const [pair] = world.pairs
  if (!pair) throw new Error('no pair')
  const [ann, bob] = world.annotators
  const ctx = contextFor(db, ann)
  const { assignment } = await claimNext({ ctx, input: { projectId: world.project.id, exclude: [] } })
  if (!assignment) throw new Error('nothing was handed out')
  const hold = { assignmentId: assignment.id, fence: assignment.fence }
  return { world, ann, bob, ctx, hold, draft: cleanScreenAnswer(pair) }
}

test('saves a draft, gives it back on opening, and takes a repeated save for one', async () => {
  const { ctx, hold, draft } = await claimed()
  const input = { ...hold, revision: 0, draft, activeMs: 900 }
  expect((await saveDraft({ ctx, input })).revision).toBe(1)
  expect((await saveDraft({ ctx, input })).revision).toBe(1)
  const later = new Date(Date.now() + 5_000)
  const afterwards = { ...ctx, now: () => later }
  expect((await saveDraft({ ctx: afterwards, input: { ...input, revision: 1, activeMs: 1500 } })).revision).toBe(2)
  const view = await getAssignment({ ctx, input: { assignmentId: hold.assignmentId } })
  expect(view).toMatchObject({ draft, draftRevision: 2, draftAt: later.toISOString(), activeMs: 1500 })
})

test('never overwrites a newer draft, and of two at once one wins', async () => {
  const { ctx, hold, draft } = await claimed()
  const save = (comment: string, revision: number) =>
    saveDraft({ ctx, input: { ...hold, revision, draft: { ...draft, comment }, activeMs: 1 } })
  const settled = await Promise.allSettled([save('one', 0), save('two', 0), save('three', 0)])
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expect(save('four', 0)).rejects.toMatchObject({
    code: 'conflict',
    reason: 'stale-draft',
    message: expect.stringContaining('revision 1, yours is based on 0'),
  })
})

test('[QU14] replaying a save gives its first result, though the revision moved on by it; another id does not', async () => {
  const { ctx, hold, draft } = await claimed()
  const operationId = crypto.randomUUID()
  const save = { ...hold, operationId, revision: 0, draft, activeMs: 900 }
  const first = await saveDraft({ ctx, input: save })
  expect(first.revision).toBe(1)
  expect(await Promise.all([saveDraft({ ctx, input: save }), saveDraft({ ctx, input: save })])).toEqual([first, first])
  const other = saveDraft({ ctx, input: { ...save, operationId: crypto.randomUUID() } })
  await expect(other).rejects.toMatchObject({ code: 'conflict', reason: 'stale-draft' })
  await skipTask({ ctx, input: { ...hold, reason: 'too dark' } })
  expect(await saveDraft({ ctx, input: save })).toEqual(first)
})

test('keeps the frames seen and the time by phase beside the draft, until they are said anew', async () => {
  const { ctx, hold, draft } = await claimed()
  const work: ScreenWork = { seen: { left: [[0, 12]], right: [] }, phaseMs: { look: 400, mark: 300, check: 0 } }
  const save = { ...hold, draft, activeMs: 900 }
  await saveDraft({ ctx, input: { ...save, revision: 0, work } })
  await saveDraft({ ctx, input: { ...save, revision: 1 } })
  const view = await getAssignment({ ctx, input: { assignmentId: hold.assignmentId } })
  expect(view).toMatchObject({ work, draftRevision: 2, mustWatch: false })
})

test('[QU11] skipping and giving back free the place, once, and are audited', async () => {
  for (const verb of ['assignment.skip', 'assignment.release'] as const) {
    const { world, ann, ctx, hold } = await claimed()
    const close = () =>
      verb === 'assignment.skip'
        ? skipTask({ ctx, input: { ...hold, reason: 'too dark' } })
        : releaseTask({ ctx, input: hold })
    expect(await Promise.all([close(), close()])).toEqual([{ done: true }, { done: true }])
    const task = await db.task.findFirstOrThrow({ where: { projectId: world.project.id } })
    expect(task).toMatchObject({ taken: 0, answered: 0 })
    const audits = await db.auditEvent.findMany({ where: { entityId: hold.assignmentId, verb } })
    expect(audits.map(({ actorId }) => actorId)).toEqual([ann.id])
  }
})

test('others neither save, skip nor give back what is not theirs; a paused member neither', async () => {
  const { world, ann, bob, ctx, hold, draft } = await claimed()
  const elsewhere = await createLabellingProject(db)
  const save = { ...hold, revision: 0, draft, activeMs: 1 }
  for (const person of [bob, world.reviewer, world.admin, elsewhere.annotators[0]]) {
    const other = contextFor(db, person)
    await expect(saveDraft({ ctx: other, input: save })).rejects.toMatchObject({ code: 'not-found' })
    await expect(skipTask({ ctx: other, input: { ...hold, reason: 'x' } })).rejects.toMatchObject({ code: 'not-found' })
    await expect(releaseTask({ ctx: other, input: hold })).rejects.toMatchObject({ code: 'not-found' })
  }
  await db.membership.updateMany({ where: { userId: ann.id }, data: { state: 'paused' } })
  await expect(saveDraft({ ctx, input: save })).rejects.toMatchObject({ code: 'not-found' })
})
