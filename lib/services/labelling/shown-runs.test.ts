import { expect, test } from 'vitest'
import { withTransaction } from '@/lib/platform/context'
import { showRun } from '@/lib/services/proposals'
import { contextFor, createLabellingProject, createRun, createRunVideo } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { getAssignment } from './assignment-view'
import { claimNext } from './claim-next'
import { refreshTasks } from './refresh-tasks'

const { db } = await testDatabase()
const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 12, minute))

async function scoredTwice() {
  const world = await createLabellingProject(db, { tasks: 3, overlap: 3 })
  const [pair] = world.pairs
  const videos = await db.video.findMany({ where: { id: { in: [pair?.videoAId ?? '', pair?.videoBId ?? ''] } } })
  const runs: string[] = []
  for (const [place, score] of [2, 3].entries()) {
    const showings = place === 0 ? { create: { fromAt: at(-60) } } : {}
    const run = await createRun(db, { projectId: world.project.id, showings })
    for (const video of videos) {
      const scores = [{ frameIndex: 0, score }]
      await createRunVideo(db, { runId: run.id, video, scores, finishedAt: at(-30 + place) })
    }
    runs.push(run.id)
  }
  const [first = '', second = ''] = runs
  return { ...world, first, second }
}

type World = Awaited<ReturnType<typeof scoredTwice>>

async function claimed({ project, annotators: [ann] }: World, now: Date, exclude: string[] = []) {
  const ctx = contextFor(db, ann, { now: () => now })
  const { assignment } = await claimNext({ ctx, input: { projectId: project.id, exclude } })
  if (!assignment) throw new Error('no pair')
  return assignment
}

function show({ project, admin, second }: World, shown: boolean, now: Date) {
  const ctx = contextFor(db, admin, { now: () => now })
  return showRun({ ctx, input: { projectId: project.id, runId: second, shown } })
}

test('[PP25] the worked example: trial, shown, hidden again; a claimed task stays as it is', async () => {
  const world = await scoredTwice()
  const seen = ({ pair }: Awaited<ReturnType<typeof claimed>>) => pair.sides.left.scores[0]?.score
  const before = await claimed(world, at(-1))
  expect(seen(before)).toBe(2)
  await show(world, true, at(0))
  const during = await claimed(world, at(1), [before.id])
  expect(seen(during)).toBe(3)
  await show(world, false, at(30))
  const after = await claimed(world, at(31), [before.id, during.id])
  expect(seen(after)).toBe(2)
  const again = ({ id }: { id: string }) =>
    getAssignment({ ctx: contextFor(db, world.annotators[0], { now: () => at(40) }), input: { assignmentId: id } })
  expect(seen(await again(before))).toBe(2)
  expect(seen(await again(during))).toBe(3)
})

test('[PP25] the queue follows what is shown now', async () => {
  const world = await scoredTwice()
  const taskIds = world.tasks.map(({ id }) => id)
  async function values(): Promise<number[]> {
    await withTransaction(contextFor(db, world.admin), (tx) => refreshTasks(tx, { policy: 'value', taskIds }))
    return (await db.task.findMany({ where: { id: { in: taskIds } }, orderBy: { id: 'asc' } })).map(
      (task) => task.value,
    )
  }
  const trial = await values()
  await show(world, true, at(0))
  const shown = await values()
  expect(shown).not.toEqual(trial)
  await show(world, false, at(1))
  expect(await values()).toEqual(trial)
  await db.runShowing.deleteMany({ where: { runId: world.first } })
  expect(await values()).toEqual(taskIds.map(() => 0))
})
