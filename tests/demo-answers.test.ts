import { expect, test } from 'vitest'
import { ClipTruth } from '@/demo-clips'
import { seedAnswers } from '@/prisma/demo/answers'
import { contextFor, createClips, createLabellingProject, createPair } from '@/prisma/factories'
import { testDatabase } from './setup/database'

const { db } = await testDatabase()
const BOX = { x: 0.2, y: 0.2, w: 0.3, h: 0.3 }
const ABOUT = { schemaVersion: 1, seed: 1, promptId: 'p', generator: 'g', width: 640, height: 360, fps: 24 }

test('simulated annotators find what was planted, although they know clips by aliases alone', async () => {
  const { project, annotators } = await createLabellingProject(db, { tasks: 0 })
  const videos = await createClips(db, project.id)
  for (let frameIndex = 0; frameIndex < 6; frameIndex += 1) {
    await createPair(db, { videos, frameIndex, timestampUs: frameIndex * 40_000 })
  }
  const frames = Array.from({ length: 48 }, (_, index) => ({ index, labels: [{ key: 'extra_limbs', box: BOX }] }))
  const truth = ClipTruth.parse({ ...ABOUT, file: 'a.mp4', frameCount: 48, frames })
  await db.videoTruth.create({ data: { videoId: videos[0].id, truth } })
  const [{ id }] = annotators
  const ctx = contextFor(db, { type: 'system', job: 'seed' })
  await seedAnswers(ctx, project.id, [{ id, role: 'annotator', email: 'simulated@framejury.example', password: null }])
  const include = { marks: true, task: { select: { pair: true } } } as const
  const answers = await db.annotation.findMany({ where: { projectId: project.id }, include })
  expect(answers).toHaveLength(6)
  const marks = answers.flatMap(({ marks: made, task: { pair } }) => made.map((mark) => ({ ...mark, pair })))
  expect(marks.length).toBeGreaterThan(0)
  for (const { side, labelKey, pair } of marks) {
    expect([side === 'A' ? pair.videoAId : pair.videoBId, labelKey]).toEqual([videos[0].id, 'extra_limbs'])
  }
})
