import { expect, test } from 'vitest'
import { ClipTruth } from '@/demo-clips'
import { planExamples, seedExamples } from '@/prisma/demo/examples'
import { contextFor, createClips, createLabellingProject } from '@/prisma/factories'
import { testDatabase } from './setup/database'

const ABOUT = { schemaVersion: 1, seed: 1, promptId: 'p', generator: 'g', width: 640, height: 360, fps: 24 }
const SMALL = { x: 0.1, y: 0.1, w: 0.1, h: 0.1 }
const LARGE = { x: 0.2, y: 0.2, w: 0.3, h: 0.3 }

type Frames = [index: number, key: string, box: typeof SMALL][]

function truth(file: string, frames: Frames, frameCount = 48): ClipTruth {
  const planted = frames.map(([index, key, box]) => ({ index, labels: [{ key, box }] }))
  return ClipTruth.parse({ ...ABOUT, file, frameCount, frames: planted })
}

const CLIP: Frames = [
  [20, 'extra_limbs', SMALL],
  [21, 'extra_limbs', LARGE],
  [22, 'extra_limbs', SMALL],
]

test('shows what was planted where it is largest, and the same place without it', () => {
  const found = planExamples(new Map([['v1', truth('a', CLIP)]]))
  expect(found.map(({ kind, frameIndex, box }) => [kind, frameIndex, box])).toEqual([
    ['positive', 21, LARGE],
    ['negative', 14, LARGE],
  ])
})

test('prefers clips that show both, takes a few of each label, and never calls a planted frame clean', () => {
  const whole: Frames = Array.from({ length: 48 }, (_, index) => [index, 'extra_limbs', LARGE])
  const truths = new Map([
    ['whole', truth('a', whole)],
    ...['v1', 'v2', 'v3'].map((id) => [id, truth(id, CLIP)] as const),
    ['blur', truth('z', [[0, 'motion_blur', SMALL]])],
  ])
  const found = planExamples(truths)
  expect(found.map(({ labelKey, kind, videoId }) => `${labelKey} ${kind} ${videoId}`)).toEqual([
    'extra_limbs positive v1',
    'extra_limbs negative v1',
    'extra_limbs positive v2',
    'extra_limbs negative v2',
    'motion_blur positive blur',
    'motion_blur negative blur',
  ])
  expect(planExamples(new Map([['whole', truth('a', whole)]])).map(({ kind }) => kind)).toEqual(['positive'])
})

test('seeding twice adds nothing twice', async () => {
  const { db } = await testDatabase()
  const { project } = await createLabellingProject(db, { tasks: 0 })
  const [clip] = await createClips(db, project.id)
  const ctx = contextFor(db, { type: 'system', job: 'seed' })
  const truths = new Map([[clip.id, truth('a', CLIP)]])
  for (let round = 0; round < 2; round += 1) await seedExamples(ctx, project.id, truths)
  const examples = await db.labelExample.findMany({ where: { projectId: project.id } })
  expect(examples.map(({ kind }) => kind).sort()).toEqual(['negative', 'positive'])
})
