import { expect, test } from 'vitest'
import { testDatabase } from '@/tests/setup/database'
import { createRunProject, type RunProject, startedRun } from '@/tests/support/run-project'
import { createRun } from './create-run'
import { showRun } from './show-run'

const { db } = await testDatabase()

function start(world: RunProject, shown?: boolean) {
  const settings = { schemaVersion: 1 as const, targetFps: 2, high: null, low: null }
  const order = { projectId: world.projectId, modelVersionId: world.model.id, videoIds: null, settings, seed: 0 }
  return createRun({ ctx: world.as(world.admin), input: shown === undefined ? order : { ...order, shown } })
}

const verbsOf = async (entityId: string) =>
  (await db.auditEvent.findMany({ where: { entityId }, orderBy: { id: 'asc' } })).map(({ verb }) => verb)

test('[PP25] the first run of a project is shown, a later one is a trial, unless it says otherwise', async () => {
  const world = await createRunProject(db)
  expect(await start(world)).toMatchObject({ shown: true })
  expect(await start(world)).toMatchObject({ shown: false })
  expect(await start(world, true)).toMatchObject({ shown: true })
  const other = await createRunProject(db)
  expect(await start(other, false)).toMatchObject({ shown: false })
  expect(await start(other)).toMatchObject({ shown: true })
})

test('[PP25] an admin shows and hides a run; the queue is told, the audit names it, twice is once', async () => {
  const world = await createRunProject(db)
  const { id: runId } = await start(world, false)
  const ctx = world.as(world.admin)
  const input = { projectId: world.projectId, runId }
  for (const shown of [true, true]) expect(await showRun({ ctx, input: { ...input, shown } })).toMatchObject({ shown })
  for (const shown of [false, false])
    expect(await showRun({ ctx, input: { ...input, shown } })).toMatchObject({ shown })
  expect(await verbsOf(runId)).toEqual(['run.create', 'run.show', 'run.hide'])
  const [showing, ...others] = await db.runShowing.findMany({ where: { runId } })
  expect(others).toEqual([])
  expect(showing?.untilAt).not.toBeNull()
  const jobs = await db.$queryRaw<{ key: string }[]>`
    SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'labelling.refresh-queue'`
  expect(jobs.some(({ key }) => key.includes(world.projectId))).toBe(true)
})

test('[PP25] nobody else shows a run', async () => {
  const world = await createRunProject(db)
  const { run } = await startedRun(db, world)
  const input = { projectId: world.projectId, runId: run.id, shown: false }
  await expect(showRun({ ctx: world.as(world.reviewer), input })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(showRun({ ctx: world.as(world.stranger), input })).rejects.toMatchObject({ code: 'not-found' })
  const there = showRun({ ctx: world.as(world.admin), input: { ...input, projectId: world.foreign.id } })
  await expect(there).rejects.toMatchObject({ code: 'not-found' })
  expect(await db.runShowing.count({ where: { runId: run.id, untilAt: null } })).toBe(1)
})

test('[PP25] many who show and hide at once leave one showing open at most', async () => {
  const world = await createRunProject(db)
  const { id: runId } = await start(world, false)
  const ctx = world.as(world.admin)
  const said = Array.from({ length: 12 }, (_, turn) => turn % 2 === 0)
  await Promise.all(said.map((shown) => showRun({ ctx, input: { projectId: world.projectId, runId, shown } })))
  const open = await db.runShowing.count({ where: { runId, untilAt: null } })
  expect(open).toBeLessThanOrEqual(1)
  const verbs = (await verbsOf(runId)).filter((verb) => verb !== 'run.create')
  expect(verbs).toEqual(verbs.map((_, turn) => (turn % 2 === 0 ? 'run.show' : 'run.hide')))
  expect(open).toBe(verbs.length % 2)
})
