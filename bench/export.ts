import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { Gates, Manifest } from '@/lib/domain/exports'
import type { Context } from '@/lib/platform/context'
import { createDiskStorage } from '@/lib/platform/storage'
import { buildRelease, createRelease, getRelease } from '@/lib/services/exports'
import { contextFor } from '@/prisma/factories'
import { createReleaseWorld } from '@/prisma/factories/release-world'
import { closeDecoders } from '@/workers/media-process/media-process'
import { mediaTools } from '@/workers/media-tools'
import { bench, say } from './support/bench'
import { scratchDatabase } from './support/scratch-database'

const PROMPTS = 10
const PAIRS_PER_PROMPT = 30
const CLIP = { width: 640, height: 360, frames: 30, fps: 15 }
const SAMPLE_MS = 50
const LIMIT_ROWS_PER_S = 20
const MIB = 1024 ** 2

/** The most memory that this process held while working, decoder processes not counted. */
async function peakWhile(
  work: () => Promise<void>,
): Promise<{ seconds: number; peakBytes: number; beforeBytes: number }> {
  const beforeBytes = process.memoryUsage().rss
  let peakBytes = beforeBytes
  const timer = setInterval(() => {
    peakBytes = Math.max(peakBytes, process.memoryUsage().rss)
  }, SAMPLE_MS)
  const start = performance.now()
  try {
    await work()
  } finally {
    clearInterval(timer)
  }
  return { seconds: (performance.now() - start) / 1000, peakBytes, beforeBytes }
}

/** Answers that agree, two a pair: every pair becomes rows. */
async function makeAnnotations(ctx: Context): Promise<string> {
  const world = await createReleaseWorld(ctx, { prompts: PROMPTS, pairsPerPrompt: PAIRS_PER_PROMPT, clip: CLIP })
  for (const pair of world.pairs)
    for (const person of world.annotators) await world.answer(pair, person, { preference: 'A' })
  return world.project.id
}

/** Rows a second and peak memory of one release, from the annotations in Postgres to the checked folder in storage. */
await bench('export', async (atEnd) => {
  const { db, close } = await scratchDatabase(4)
  atEnd(close)
  const folder = await mkdtemp(path.join(tmpdir(), 'framejury-bench-export-'))
  atEnd(() => rm(folder, { recursive: true, force: true }))
  atEnd(closeDecoders)
  const storage = createDiskStorage(path.join(folder, 'media'))
  const ctx = contextFor(db, { type: 'system', job: 'bench' }, { storage })
  const projectId = await makeAnnotations(ctx)
  say(`${PROMPTS * PAIRS_PER_PROMPT} frame pairs of ${CLIP.width} × ${CLIP.height} pixels, two answers each`)
  const order = { projectId, name: 'Benchmark', seed: 1, gates: Gates.parse({}), marks: 'expanded' as const }
  const { id: releaseId } = await createRelease({ ctx, input: order })
  const { signal } = new AbortController()
  const { seconds, peakBytes, beforeBytes } = await peakWhile(() =>
    buildRelease({ ctx, input: { releaseId }, media: mediaTools, signal }),
  )
  const { state, error } = await getRelease({ ctx, input: { projectId, releaseId } })
  if (state !== 'ready') throw new Error(`The release is ${state}: ${error}`)
  const { files } = Manifest.parse((await db.release.findUniqueOrThrow({ where: { id: releaseId } })).manifest)
  const rows = files.reduce((sum, file) => sum + (file.rows ?? 0), 0)
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const rowsPerSecond = Math.round(rows / seconds)
  return {
    value: rowsPerSecond,
    unit: 'rows/s',
    limit: LIMIT_ROWS_PER_S,
    ok: rowsPerSecond >= LIMIT_ROWS_PER_S,
    rows,
    pairs: PROMPTS * PAIRS_PER_PROMPT,
    seconds: Math.round(seconds * 10) / 10,
    peakMiB: Math.round(peakBytes / MIB),
    startMiB: Math.round(beforeBytes / MIB),
    releaseMiB: Math.round((bytes / MIB) * 10) / 10,
  }
})
