import { performance } from 'node:perf_hooks'
import type { FrameResult } from '@/lib/domain/proposals'
import type { Db } from '@/lib/platform/db'
import { loadRunClips } from '@/lib/services/evaluation/load-model-clips'
import { storeFrameScores } from '@/lib/services/proposals/store-frame-scores'
import { contextFor, createClips, createProject, createRun, FACTORY_MANIFEST } from '@/prisma/factories'
import { bench, say } from './support/bench'
import { scratchDatabase } from './support/scratch-database'

const FRAMES = Number(process.env['BENCH_FRAMES'] ?? 100_000)
/** What an engine gives at once. */
const BATCH = 16
const BOXES = 3
/** More than engines give on two cores. */
const LIMIT = 100

function resultOf(index: number): FrameResult {
  const labels = FACTORY_MANIFEST.labels.slice(0, BOXES)
  const probability = (place: number) => ((index * 7 + place * 31) % 100) / 100
  const at = (place: number) => ((index * 13 + place * 17) % 89) / 100
  return {
    index,
    ptsUs: index * 40_000,
    score: 1 + ((index * 7) % 40) / 10,
    labels: Object.fromEntries(FACTORY_MANIFEST.labels.map((label, place) => [label, probability(place)])),
    boxes: labels.map((labelKey, place) => ({
      labelKey,
      box: { x: at(place), y: at(place + 1), w: 0.1, h: 0.1 },
      probability: probability(place),
    })),
  }
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ ms: number; result: Result }> {
  const start = performance.now()
  const result = await work()
  return { ms: Math.round(performance.now() - start), result }
}

async function bytesOf(db: Db, table: string): Promise<number> {
  const [row] = await db.$queryRaw<
    { bytes: bigint }[]
  >`SELECT pg_total_relation_size(${`"${table}"`}::regclass) AS bytes`
  return Number(row?.bytes)
}

/** The same boxes with a row for each, as they are not stored: what they would weigh, and how long to write and read them. */
async function boxesAsRows(db: Db) {
  await db.$executeRaw`
    CREATE TABLE "FrameBox" ("runVideoId" uuid, "frameIndex" int, place int, "labelKey" text, probability float8,
      "boxX" float8, "boxY" float8, "boxW" float8, "boxH" float8, PRIMARY KEY ("runVideoId", "frameIndex", place),
      FOREIGN KEY ("runVideoId", "frameIndex") REFERENCES "FrameScore" ON DELETE CASCADE)`
  const write = await timed(
    () => db.$executeRaw`
      INSERT INTO "FrameBox"
      SELECT "runVideoId", "frameIndex", place, found ->> 'labelKey', (found ->> 'probability')::float8,
        (found #>> '{box,x}')::float8, (found #>> '{box,y}')::float8, (found #>> '{box,w}')::float8, (found #>> '{box,h}')::float8
      FROM "FrameScore", jsonb_array_elements(boxes) WITH ORDINALITY AS each(found, place)`,
  )
  const read = await timed(
    () => db.$queryRaw<unknown[]>`SELECT * FROM "FrameBox" ORDER BY "runVideoId", "frameIndex", place`,
  )
  return {
    rows: write.result,
    writeMs: write.ms,
    readMs: read.ms,
    bytesPerFrame: (await bytesOf(db, 'FrameBox')) / FRAMES,
  }
}

/** Frames a second that the results of an engine are stored at, boxes and proposals included, and what a frame weighs. */
await bench('store-scores', async (atEnd) => {
  const { db, close } = await scratchDatabase(4)
  atEnd(close)
  const { id: projectId } = await createProject(db)
  const run = await createRun(db, { projectId })
  const [video] = await createClips(db, projectId)
  const { id: runVideoId } = await db.runVideo.create({
    data: { runId: run.id, videoId: video.id, state: 'running', frameBudget: FRAMES },
  })
  const ctx = contextFor(db, { type: 'system', job: 'bench' })
  const { thresholds } = FACTORY_MANIFEST
  const all = Array.from({ length: FRAMES }, (_, index) => resultOf(index))
  const stored = await timed(async () => {
    for (let at = 0; at < FRAMES; at += BATCH) {
      const results = all.slice(at, at + BATCH)
      await storeFrameScores(ctx, { runVideoId, videoId: video.id, round: 1, results, thresholds })
    }
  })
  await db.runVideo.update({ where: { id: runVideoId }, data: { state: 'done', score: 3, finishedAt: new Date() } })
  await db.$executeRawUnsafe('VACUUM (ANALYZE)')
  say(`${FRAMES} frames stored`)
  const read = await timed(() => loadRunClips(db, run.id))
  const figures = {
    frames: FRAMES,
    proposals: await db.proposal.count(),
    readMs: read.ms,
    bytesPerFrame: (await bytesOf(db, 'FrameScore')) / FRAMES,
    bytesPerProposal: (await bytesOf(db, 'Proposal')) / (await db.proposal.count()),
    boxesAsRows: await boxesAsRows(db),
  }
  const value = Math.round(FRAMES / (stored.ms / 1000))
  return { value, unit: 'frames/s', limit: LIMIT, ok: value >= LIMIT, ...figures }
})
