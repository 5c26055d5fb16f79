import { expect, test } from 'vitest'
import { createRun, createRunVideo } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createRunProject } from '@/tests/support/run-project'
import { listRunVideos } from './read-runs'

const { db } = await testDatabase()

/** A clip of 960 frames of which these are scored, as its run lists it. */
async function listed(scored: readonly { frameIndex: number; score: number }[]) {
  const world = await createRunProject(db)
  const { projectId } = world
  const video = await db.video.update({ where: { id: world.videos[0].id }, data: { frameCount: 960 } })
  const run = await createRun(db, { projectId })
  await createRunVideo(db, { runId: run.id, video, scores: scored })
  const input = { projectId, runId: run.id, limit: 10 }
  const { items } = await listRunVideos({ ctx: world.as(world.reviewer), input })
  return items[0]
}

test('[PP22] of many scores a list carries the lowest of each part of the clip, and says how many there are', async () => {
  const scored = Array.from({ length: 960 }, (_, frameIndex) => ({ frameIndex, score: 4 + (frameIndex % 7) / 10 }))
  const lowest = { frameIndex: 401, score: 1.2 }
  const view = await listed(scored.map((frame) => (frame.frameIndex === lowest.frameIndex ? lowest : frame)))
  expect(view?.framesScored).toBe(960)
  expect(view?.scores).toHaveLength(240)
  expect(view?.scores).toContainEqual(lowest)
  // Frames 0–3 and 4–7; of equals the earliest.
  expect(view?.scores.slice(0, 2)).toEqual([
    { frameIndex: 0, score: 4 },
    { frameIndex: 7, score: 4 },
  ])
})

test('[PP22] up to 240 scores are all there, however close they lie', async () => {
  const scored = Array.from({ length: 240 }, (_, frameIndex) => ({ frameIndex, score: 3 + frameIndex / 1000 }))
  expect((await listed(scored))?.scores).toEqual(scored)
})
