import { expect, test } from 'vitest'
import { type FrameResult, ModelManifest } from '@/lib/domain/proposals'
import { testDatabase } from '@/tests/setup/database'
import { answerOf, arithmeticEngine, createRunProject, startedRun } from '@/tests/support/run-project'
import { cancelRun } from './cancel-run'
import { retryRun } from './retry-run'
import { scoreVideo } from './score-video'
import { joinBatches, storeFrameScores } from './store-frame-scores'

const { db } = await testDatabase()
const never = new AbortController().signal
const blurred = (result: FrameResult): FrameResult => ({
  ...result,
  score: 1.1,
  labels: { motion_blur: 0.8 },
  boxes: [],
})

function gate() {
  let release = () => {}
  const opened = new Promise<void>((resolve) => {
    release = resolve
  })
  return { opened, open: () => release() }
}

async function storedOf(runVideoId: string) {
  const [scores, proposals] = await Promise.all([
    db.frameScore.findMany({ where: { runVideoId }, orderBy: { frameIndex: 'asc' } }),
    db.proposal.findMany({ where: { runVideoId }, orderBy: { frameIndex: 'asc' } }),
  ])
  const { state, scoredCount, proposalCount } = await db.runVideo.findUniqueOrThrow({ where: { id: runVideoId } })
  expect({ scoredCount, proposalCount }).toEqual({ scoredCount: scores.length, proposalCount: proposals.length })
  return { state, scores, proposals }
}

test('[PP16] another answer for a frame that is known changes neither its score nor its proposals', async () => {
  const world = await createRunProject(db)
  const [clip] = (await startedRun(db, world)).clips
  const { thresholds } = ModelManifest.parse(world.model.manifest)
  const batch = { runVideoId: clip.id, videoId: clip.videoId, round: 1 as const, thresholds }
  const clean: FrameResult = { ...answerOf(0), score: 4.2 }
  await storeFrameScores(world.job, { ...batch, results: [clean, answerOf(30)] })
  const first = await storedOf(clip.id)
  expect(first.proposals).toMatchObject([{ frameIndex: 30, labelKey: 'extra_limbs' }])
  await storeFrameScores(world.job, { ...batch, results: [clean, answerOf(30)].map(blurred) })
  expect(await storedOf(clip.id)).toEqual(first)
  await storeFrameScores(world.job, { ...batch, results: [answerOf(30), answerOf(31)].map(blurred) })
  const { scores, proposals } = await storedOf(clip.id)
  expect(scores).toMatchObject([{ frameIndex: 0 }, { frameIndex: 30, score: 1.5 }, { frameIndex: 31, score: 1.1 }])
  expect(proposals).toMatchObject([
    { frameIndex: 30, labelKey: 'extra_limbs', score: 1.5 },
    { frameIndex: 31, labelKey: 'motion_blur', score: 1.1 },
  ])
})

test('[PP16] a worker that was taken for dead adds nothing to a clip that another one has finished', async () => {
  const world = await createRunProject(db)
  const { run, clips } = await startedRun(db, world)
  const input = { runVideoId: clips[0].id }
  const ctx = world.as(world.admin)
  const held = gate()
  const reached = gate()
  const slow = arithmeticEngine({
    beforeBatch: () => {
      reached.open()
      return held.opened
    },
    // Frames that the other one did not ask for, too.
    answers: (results) => [...results, ...[1, 3, 5].map(answerOf)].map(blurred),
  })
  const neverLooks = async function* () {}
  const old = scoreVideo({ ctx: world.job, input, openEngine: slow.open, signal: never, ticks: neverLooks })
  await reached.opened
  await cancelRun({ ctx, input: { projectId: world.projectId, runId: run.id } })
  await retryRun({ ctx, input: { projectId: world.projectId, runId: run.id } })
  await scoreVideo({ ctx: world.job, input, openEngine: arithmeticEngine().open, signal: never })
  const finished = await storedOf(clips[0].id)
  expect(finished.state).toBe('done')
  held.open()
  await old
  expect(await storedOf(clips[0].id)).toEqual(finished)
})

async function* lists(sizes: readonly number[], tick: () => void = () => undefined, failure?: Error) {
  let next = 0
  for (const size of sizes) {
    tick()
    yield Array.from({ length: size }, () => next++)
  }
  if (failure) throw failure
}

/** A clock that changes only when it is advanced. */
function clock() {
  let ms = 0
  const pass = (more: number) => () => {
    ms += more
  }
  return { now: () => new Date(ms), pass }
}

async function sizesOf(source: AsyncIterable<number[]>): Promise<number[]> {
  const sizes: number[] = []
  for await (const list of source) sizes.push(list.length)
  return sizes
}

test('lists that come close together are one, sixteen frames or half a second at most', async () => {
  const { now, pass } = clock()
  expect(await sizesOf(joinBatches(lists([1, 2, 4, 8, 8, 8, 3]), now))).toEqual([23, 11])
  expect(await sizesOf(joinBatches(lists([4, 4, 4], pass(300)), now))).toEqual([8, 4])
})

test('nothing is lost, doubled or out of order', async () => {
  const all: number[] = []
  for await (const list of joinBatches(lists([1, 2, 4, 8, 8, 8, 3, 0]), clock().now)) all.push(...list)
  expect(all).toEqual(Array.from({ length: 34 }, (_, at) => at))
})

test('what came before a failure is handed over first', async () => {
  const seen: number[] = []
  const failing = joinBatches(lists([3, 4], undefined, new Error('the engine died')), clock().now)
  await expect(
    (async () => {
      for await (const list of failing) seen.push(...list)
    })(),
  ).rejects.toThrow('the engine died')
  expect(seen).toHaveLength(7)
})
