import { performance } from 'node:perf_hooks'
import type { Prisma } from '@/lib/platform/db'
import { compareRuns, listComparableRuns, listComparedClips } from '@/lib/services/evaluation'
import { clipFigures, clipPage } from '@/lib/services/evaluation/comparison/clip-rows'
import { contextFor, createClips, createMember, createModelVersion, createProject, createRun } from '@/prisma/factories'
import { bench, say } from './support/bench'
import { type Explanation, explain, stepsOf } from './support/explain'
import { scratchDatabase } from './support/scratch-database'

const RUNS = 10
const CLIPS = 20_000
const FRAMES = 8
const PROPOSALS = 4
const PAGE = 50
const LIMIT_MS = 150

async function timed<Result>(work: () => Promise<Result>): Promise<number> {
  await work()
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Proof that a page of compared clips reads the clips of its two runs alone, in a project with many large runs. */
await bench('explain-comparison', async (atEnd) => {
  const { db, close } = await scratchDatabase(4)
  atEnd(close)
  const { id: projectId } = await createProject(db)
  const admin = await createMember(db, projectId, 'admin')
  const [{ id: patternId }] = await createClips(db, projectId)
  await db.$executeRaw`
      INSERT INTO "Video" (id, "projectId", "promptId", "generatorId", state, "fileName", "storageKey", sha256, "sizeBytes")
      SELECT gen_random_uuid(), "projectId", "promptId", "generatorId", state, number::text, number::text, number::text, 1
      FROM "Video", generate_series(1, ${CLIPS}::int) AS number WHERE "Video".id = ${patternId}::uuid`
  const model = await createModelVersion(db, { projectId })
  const runIds: string[] = []
  for (let number = 0; number < RUNS; number += 1) {
    const { id } = await createRun(db, { projectId, modelVersionId: model.id })
    runIds.push(id)
    await db.$executeRaw`
        INSERT INTO "RunVideo" (id, "runId", "videoId", state, "frameBudget", score, "finishedAt")
        SELECT gen_random_uuid(), ${id}::uuid, id, 'done', ${FRAMES}::int, 1 + random() * 4, now() FROM "Video"`
  }
  await db.$executeRaw`
      INSERT INTO "FrameScore" ("runVideoId", "frameIndex", round, "ptsUs", score, labels, boxes)
      SELECT id, number * 6, 1, number * 250000, 1 + random() * 4, '{}', '[]' FROM "RunVideo", generate_series(1, ${FRAMES}::int) AS number`
  await db.$executeRaw`
      INSERT INTO "Proposal" (id, "runVideoId", "videoId", "frameIndex", "ptsUs", "labelKey", probability, score)
      SELECT gen_random_uuid(), id, "videoId", number * 6, number * 250000, 'label_' || floor(random() * 9), 0.9, 2
      FROM "RunVideo", generate_series(1, ${PROPOSALS}::int) AS number`
  await db.$executeRawUnsafe('VACUUM (ANALYZE)')
  const [runId = '', otherRunId = ''] = runIds
  const boundaries = { a: 3.5, b: 3.5 }
  async function again(query: Prisma.Sql): Promise<Explanation> {
    // Somebody who compares looks at page after page, so the rows are in memory.
    await explain(db, query)
    return explain(db, query)
  }
  const asked = { runId, otherRunId, boundaries, order: 'difference', after: null, take: PAGE + 1 } as const
  const pages = [
    await again(clipPage(asked)),
    await again(clipPage({ ...asked, after: { key: -2, videoId: patternId } })),
    await again(clipPage({ ...asked, labelKey: 'label_1', standing: 'changed' })),
  ]
  const figures = await again(clipFigures(asked, boundaries))
  const ctx = contextFor(db, admin)
  const input = { projectId, runId, otherRunId }
  const summaryMs = await timed(() => compareRuns({ ctx, input }))
  const pageMs = await timed(() => listComparedClips({ ctx, input: { ...input, order: 'difference', limit: PAGE } }))
  const comparableMs = await timed(() => listComparableRuns({ ctx, input: { projectId, runId, limit: RUNS } }))
  const scans = pages.flatMap((page) => page.scans)
  const value = Math.max(...pages.map(({ ms }) => ms))
  say(stepsOf(pages.flatMap((page) => page.nodes)))
  say(stepsOf(figures.nodes))
  const rows = { runs: RUNS, clips: CLIPS, frames: RUNS * CLIPS * FRAMES, proposals: RUNS * CLIPS * PROPOSALS }
  const whole = { pageMs, figuresMs: figures.ms, summaryMs, comparableMs }
  const ok = scans.length === 0 && value <= LIMIT_MS
  return { value, unit: 'ms', limit: LIMIT_MS, ok, scans, ...whole, ...rows }
})
