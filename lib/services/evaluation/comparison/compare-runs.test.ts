import { expect, test } from 'vitest'
import type { ListComparedClips } from '@/lib/contracts/http/comparison'
import { ModelManifest } from '@/lib/domain/proposals'
import type { Prisma, RunVideo, Video } from '@/lib/platform/db'
import { createClips, createModelVersion, createRun, createRunVideo, type FactoryScore } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createMediaProject } from '@/tests/support/media-project'
import { compareRuns } from './compare-runs'
import { listComparableRuns } from './list-comparable-runs'
import { listComparedClips } from './list-compared-clips'

const { db } = await testDatabase()

const at = (...scores: [number, number][]): FactoryScore[] =>
  scores.map(([frameIndex, score]) => ({ frameIndex, score }))

/**
 * Six clips: 0 turned distorted, 1 turned clean, 2 and 3 the same, 4 in a alone because b failed at it, 5 in b alone.
 * The model of b is stricter: 4.2 against 3.5.
 */
async function comparedWorld() {
  const world = await createMediaProject(db)
  const { projectId } = world
  const videos: Video[] = []
  for (let pair = 0; pair < 3; pair += 1) videos.push(...(await createClips(db, projectId)))
  videos.sort((one, two) => (one.id < two.id ? -1 : 1))
  const clip = (place: number): Video => videos[place] ?? raise()
  const first = await createModelVersion(db, { projectId, name: 'looker', version: '1' })
  const manifest = ModelManifest.parse(first.manifest)
  const second = await createModelVersion(db, {
    projectId,
    name: 'looker',
    version: '2',
    manifest: { ...manifest, thresholds: { ...manifest.thresholds, distortedScore: 4.2 } } as Prisma.InputJsonObject,
  })
  const a = await createRun(db, { projectId, modelVersionId: first.id, createdAt: new Date('2026-01-01') })
  const b = await createRun(db, { projectId, modelVersionId: second.id, createdAt: new Date('2026-01-02') })
  const limbs = [{ frameIndex: 6, labelKey: 'extra_limbs' }]
  const both = [...limbs, { frameIndex: 6, labelKey: 'motion_blur' }]
  await createRunVideo(db, { runId: a.id, video: clip(0), scores: at([6, 5], [12, 4]) })
  await createRunVideo(db, { runId: b.id, video: clip(0), scores: at([6, 1], [12, 4]), proposals: limbs })
  await createRunVideo(db, { runId: a.id, video: clip(1), scores: at([6, 3]), proposals: both })
  await createRunVideo(db, { runId: b.id, video: clip(1), scores: at([6, 4.5]) })
  await createRunVideo(db, { runId: a.id, video: clip(2), scores: at([6, 2]), proposals: both })
  await createRunVideo(db, { runId: b.id, video: clip(2), scores: at([6, 2]), proposals: limbs })
  await createRunVideo(db, { runId: a.id, video: clip(3), scores: at([6, 5]) })
  await createRunVideo(db, { runId: b.id, video: clip(3), scores: at([18, 5]) })
  await createRunVideo(db, { runId: a.id, video: clip(4), scores: at([6, 4]) })
  await fail(await createRunVideo(db, { runId: b.id, video: clip(4), scores: at([6, 1]) }))
  await createRunVideo(db, { runId: b.id, video: clip(5), scores: at([6, 3]) })
  const input = { projectId, runId: a.id, otherRunId: b.id }
  const ctx = world.as(world.reviewer)
  const places = new Map(videos.map(({ id }, place) => [id, place]))
  async function order(wanted: Partial<ListComparedClips> = {}, limit = 2) {
    const seen: (number | undefined)[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await listComparedClips({
        ctx,
        input: { ...input, order: 'difference', limit, ...wanted, ...(cursor ? { cursor } : {}) },
      })
      seen.push(...page.items.map(({ videoId }) => places.get(videoId)))
      if (!page.nextCursor) return seen
      cursor = page.nextCursor
    }
  }
  return { ...world, a, b, first, second, input, ctx, order, clip }
}

function raise(): never {
  throw new Error('no such clip')
}

async function fail({ runVideo }: { runVideo: RunVideo }): Promise<void> {
  await db.runVideo.update({ where: { id: runVideo.id }, data: { state: 'failed', error: 'Poisoned.' } })
}

test('[RC1] [RC2] counts clips, sides, frames and labels of two runs', async () => {
  const world = await comparedWorld()
  const { a, b, figures } = await compareRuns(world)
  expect([a.id, b.id, a.distortedScore, b.distortedScore]).toEqual([world.a.id, world.b.id, 3.5, 4.2])
  expect(figures.clips).toEqual({ same: 2, changed: 2, onlyA: 1, onlyB: 1 })
  expect(figures.turned).toEqual({ distorted: 1, clean: 1 })
  expect(figures.difference.value).toBeCloseTo((2.5 - 4.5 + (4.5 - 3) + 0 + 0) / 4)
  // Frame 6 of clips 0, 1, 2 and frame 12 of clip 0, which is 4 in both: clean for a, distorted for b.
  expect(figures.frames).toMatchObject({ n: 4, value: 0.25 })
  expect(figures.byLabel).toMatchObject([
    { labelKey: 'extra_limbs', both: 1, onlyA: 1, onlyB: 1 },
    { labelKey: 'motion_blur', both: 0, onlyA: 2, onlyB: 0 },
  ])
  expect(figures.labels).toMatchObject({ n: 5, value: 1 / 5 })
  expect(figures.cells.reduce((sum, { clips }) => sum + clips, 0)).toBe(4)
})

test('[RC9] pages in every order are without gap or double, clips without the value last', async () => {
  const { order } = await comparedWorld()
  expect(await order()).toEqual([0, 1, 2, 3, 4, 5])
  expect(await order({ order: 'fell' })).toEqual([0, 2, 3, 1, 4, 5])
  expect(await order({ order: 'rose' })).toEqual([1, 2, 3, 0, 4, 5])
  expect(await order({ order: 'lowest-a' })).toEqual([2, 1, 4, 0, 3, 5])
  expect(await order({ order: 'lowest-b' }, 1)).toEqual([2, 0, 5, 1, 3, 4])
})

test('[RC9] narrowed to a standing, and to a label that one alone names', async () => {
  const { order } = await comparedWorld()
  expect(await order({ standing: 'changed' })).toEqual([0, 1])
  expect(await order({ standing: 'same' })).toEqual([2, 3])
  expect(await order({ standing: 'only-a' })).toEqual([4])
  expect(await order({ standing: 'only-b' })).toEqual([5])
  expect(await order({ labelKey: 'extra_limbs' })).toEqual([0, 1])
  expect(await order({ labelKey: 'motion_blur', standing: 'same' })).toEqual([2])
})

test('[RC8] a row has both heats, both labels and the frame to look at; its standing is the one it is listed by', async () => {
  const { ctx, input, clip } = await comparedWorld()
  const { items } = await listComparedClips({ ctx, input: { ...input, order: 'difference', limit: 10 } })
  expect(items[0]).toMatchObject({
    videoId: clip(0).id,
    standing: 'changed',
    difference: -2,
    frameIndex: 6,
    a: { state: 'done', score: 4.5, isDistorted: false, labels: [], scores: at([6, 5], [12, 4]) },
    b: { state: 'done', score: 2.5, isDistorted: true, labels: ['extra_limbs'] },
  })
  const failed = items.find(({ videoId }) => videoId === clip(4).id)
  expect(failed).toMatchObject({ standing: 'only-a', difference: null, b: { state: 'failed', score: null } })
  const missing = items.find(({ videoId }) => videoId === clip(5).id)
  expect(missing).toMatchObject({ standing: 'only-b', a: { state: null, score: null, scores: [] } })
  for (const standing of ['changed', 'same', 'only-a', 'only-b'] as const) {
    const page = await listComparedClips({ ctx, input: { ...input, standing, order: 'difference', limit: 10 } })
    expect(page.items.every((item) => item.standing === standing)).toBe(true)
  }
})

test('[RC11] offers the runs that share a finished clip, newest first', async () => {
  const world = await comparedWorld()
  const { projectId, a, b, ctx, clip } = world
  const apart = await createRun(db, { projectId, createdAt: new Date('2026-01-03') })
  await createRunVideo(db, { runId: apart.id, video: clip(5), scores: at([6, 3]) })
  const again = await createRun(db, { projectId, createdAt: new Date('2026-01-04') })
  await createRunVideo(db, { runId: again.id, video: clip(0), scores: at([6, 3]) })
  await createRun(db, { projectId, createdAt: new Date('2026-01-05') })
  const { items } = await listComparableRuns({ ctx, input: { projectId, runId: a.id, limit: 10 } })
  expect(items.map(({ id, shared }) => [id, shared])).toEqual([
    [again.id, 1],
    [b.id, 4],
  ])
})

test('[RC11] the first page is full however many newer runs share nothing, and pages are without gap or double', async () => {
  const { projectId, a, b, ctx, clip } = await comparedWorld()
  const sharing = [b.id]
  for (let minute = 0; minute < 24; minute += 1) {
    // Of two at the same time one shares a clip; the newest share none.
    const createdAt = new Date(Date.UTC(2026, 1, 1, 0, Math.floor(minute / 2)))
    const run = await createRun(db, { projectId, createdAt })
    const isSharing = minute % 2 === 0 && minute < 10
    await createRunVideo(db, { runId: run.id, video: clip(isSharing ? 0 : 5), scores: at([6, 3]) })
    if (isSharing) sharing.unshift(run.id)
  }
  const first = await listComparableRuns({ ctx, input: { projectId, runId: a.id, limit: 4 } })
  expect(first.items.map(({ id, shared }) => [id, shared])).toEqual(sharing.slice(0, 4).map((id) => [id, 1]))
  const cursor = first.nextCursor ?? ''
  const second = await listComparableRuns({ ctx, input: { projectId, runId: a.id, limit: 4, cursor } })
  expect(second.items.map(({ id, shared }) => [id, shared])).toEqual([
    [sharing[4], 1],
    [b.id, 4],
  ])
  expect(second.nextCursor).toBeNull()
})

test('refuses annotators, other projects, a run twice and a cursor that is none', async () => {
  const { as, annotator, stranger, foreign, input, ctx, projectId } = await comparedWorld()
  const list = { ...input, order: 'difference' as const, limit: 10 }
  const comparable = { projectId, runId: input.runId, limit: 10 }
  const calls = (ctxOf: typeof ctx, project: string) => [
    () => compareRuns({ ctx: ctxOf, input: { ...input, projectId: project } }),
    () => listComparedClips({ ctx: ctxOf, input: { ...list, projectId: project } }),
    () => listComparableRuns({ ctx: ctxOf, input: { ...comparable, projectId: project } }),
  ]
  for (const call of calls(as(annotator), projectId)) await expect(call()).rejects.toMatchObject({ code: 'forbidden' })
  for (const call of calls(as(stranger), projectId)) await expect(call()).rejects.toMatchObject({ code: 'not-found' })
  for (const call of calls(as(stranger), foreign.id)) await expect(call()).rejects.toMatchObject({ code: 'not-found' })
  const twice = compareRuns({ ctx, input: { ...input, otherRunId: input.runId } })
  await expect(twice).rejects.toMatchObject({ reason: 'same-run' })
  const odd = listComparedClips({ ctx, input: { ...list, cursor: 'nonsense' } })
  await expect(odd).rejects.toMatchObject({ reason: 'cursor' })
})

test('[PP22] of a clip with many scores each side carries the lowest of each part, and the telling frame is sought among all', async () => {
  const world = await createMediaProject(db)
  const { projectId } = world
  const [video] = await createClips(db, projectId)
  await db.video.update({ where: { id: video.id }, data: { frameCount: 480 } })
  const a = await createRun(db, { projectId })
  const b = await createRun(db, { projectId })
  const scores = (low: number) =>
    Array.from({ length: 480 }, (_, frameIndex) => ({ frameIndex, score: frameIndex === low ? 2 : 4 }))
  await createRunVideo(db, {
    runId: a.id,
    video,
    scores: scores(100).map((s) => ({ ...s, score: s.frameIndex % 2 ? 5 : s.score })),
  })
  await createRunVideo(db, { runId: b.id, video, scores: scores(301) })
  const input = { projectId, runId: a.id, otherRunId: b.id, order: 'difference' as const, limit: 5 }
  const [clip] = (await listComparedClips({ ctx: world.as(world.reviewer), input })).items
  expect(clip?.a.scores).toHaveLength(240)
  expect(clip?.a.scores.every(({ score }) => score < 5)).toBe(true)
  expect(clip?.b.scores.map(({ frameIndex }) => frameIndex)).toContain(301)
  expect(clip).toMatchObject({ frameIndex: 301, isShared: true })
})
