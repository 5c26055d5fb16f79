import { expect, test } from 'vitest'
import { runStateOf } from '@/lib/domain/proposals'
import { AppError } from '@/lib/platform/errors'
import { testDatabase } from '@/tests/setup/database'
import { createRunProject, startedRun } from '@/tests/support/run-project'
import { cancelRun } from './cancel-run'
import { retryRun } from './retry-run'
import { beginRunVideo, endRunVideo } from './run-progress'

const { db } = await testDatabase()

const ROUNDS = 12
const described = { engine: 'frame-onnx' as const, name: 'a', version: '1', provider: 'cpu', providerReasons: [] }

test('cancels, retries and workers that meet on one run never fail one another', async () => {
  const world = await createRunProject(db)
  const ctx = world.as(world.admin)
  const failures: unknown[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const { run, clips } = await startedRun(db, world)
    const input = { projectId: world.projectId, runId: run.id }
    const works = clips.map(({ id }) => ({ id, runId: run.id, run: { projectId: world.projectId } }))
    const admin = [() => cancelRun({ ctx, input }), () => retryRun({ ctx, input })]
    const workers = works.flatMap((work) => [
      () => beginRunVideo(world.job, work, described),
      () => endRunVideo(world.job, work, { to: 'failed', error: 'The engine broke.', fault: 'engine' }),
    ])
    const verbs = [...admin, ...admin, ...workers, ...workers].sort(() => Math.random() - 0.5)
    const ended = await Promise.allSettled(verbs.map((verb) => verb()))
    failures.push(...ended.flatMap((end) => (end.status === 'rejected' ? [end.reason] : [])))
    const after = await db.run.findUniqueOrThrow({ where: { id: run.id }, include: { videos: true } })
    const wanted = runStateOf(after.videos.map(({ state }) => state))
    expect([wanted, wanted === 'running' ? 'queued' : wanted]).toContain(after.state)
  }
  // A cancel of a run that has ended, and a retry of an active one, are refused with a message; no other error may
  // occur.
  expect(failures.filter((error) => !(error instanceof AppError))).toEqual([])
})
