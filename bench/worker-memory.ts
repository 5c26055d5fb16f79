import { randomUUID } from 'node:crypto'
import { copyFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { openImport, receiveFile, receiveTable, startImport } from '@/lib/services/media'
import { startNode } from '@/scripts/instance/service'
import { encodeVideo, evenPtsUs } from '@/workers/media'
import { bench, say } from './support/bench'
import { commandLine, descendants, peakMemoryMb } from './support/processes'
import { openWorkerWorld, type WorkerWorld } from './support/worker-world'

/**
 * The minute and the ten minutes differ in nothing but their length. What an engine holds is compared between these two:
 * the 20 frames of ten seconds fill its batches but once, and its memory is full only after some eight batches.
 */
const CLIPS = [
  { name: 'ten-seconds', width: 640, height: 360, seconds: 10, fps: 24 },
  { name: 'minute', width: 640, height: 360, seconds: 60, fps: 24 },
  { name: 'ten-minutes', width: 640, height: 360, seconds: 600, fps: 24 },
  { name: 'uhd-ten-minutes', width: 3840, height: 2160, seconds: 600, fps: 2 },
] as const
type Clip = (typeof CLIPS)[number]
/** Of any process, whatever the clip. */
const LIMIT_MB = 1024
/** What ten minutes may hold more than one, for their tables and scores. */
const GROWTH_LIMIT = 1.3
const PATIENCE_MS = 10 * 60_000

const ROLES = { engine: 'engines/child/main', media: 'media-process/child' } as const
type Peaks = Record<'worker' | keyof typeof ROLES, number>

/** Stripes that wander; few pictures, shown again and again. */
function* picturesOf({ width, height, seconds, fps }: Clip): Generator<Uint8Array> {
  const pictures = Array.from({ length: 6 }, (_, shift) => {
    const data = new Uint8Array(width * height * 3)
    for (let y = 0; y < height; y += 1) {
      data.fill(((y >> 3) * 37 + shift * 40) % 256, y * width * 3, (y + 1) * width * 3)
    }
    return data
  })
  for (let index = 0; index < seconds * fps; index += 1) yield pictures[index % pictures.length] as Uint8Array
}

async function draw(clip: Clip, folder: string): Promise<string> {
  const file = path.join(folder, `${clip.name}.mp4`)
  await encodeVideo(file, {
    width: clip.width,
    height: clip.height,
    ptsUs: evenPtsUs(clip.seconds * clip.fps, clip.fps),
    frames: picturesOf(clip),
    codec: 'vp9',
    quality: 'fast',
  })
  say(`${clip.name}: ${Math.round((await stat(file)).size / 2 ** 20)} MiB on disk`)
  return file
}

async function until<T>(look: () => Promise<T | null>, doing: string): Promise<T> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await delay(100)) {
    const found = await look()
    if (found !== null) return found
  }
  throw new Error(`${doing} took more than ${PATIENCE_MS / 60_000} minutes.`)
}

/** Ingests the file and scores it, as a person's import and run would. */
async function takeIn({ db, ctx, projectId, newRun }: WorkerWorld, name: string, file: string): Promise<number> {
  const { id: importId } = await openImport({ ctx, input: { projectId, source: name } })
  const localPath = path.join(await ctx.storage.scratch(), randomUUID())
  await copyFile(file, localPath)
  await receiveFile({ ctx, input: { projectId, importId, file: `${name}.mp4`, localPath } })
  const text = `file,prompt_id,prompt,generator,mode\n${name}.mp4,${name},stripes,stripes,t2v\n`
  const table = path.join(await ctx.storage.scratch(), randomUUID())
  await writeFile(table, text)
  await receiveTable({ ctx, input: { projectId, importId, kind: 'manifest', file: 'manifest.csv', localPath: table } })
  await startImport({ ctx, input: { projectId, importId, manifest: 'uploaded' } })
  const videoId = await until(async () => {
    const item = await db.importItem.findFirstOrThrow({ where: { importId }, include: { video: true } })
    if (['refused', 'missing'].includes(item.state)) throw new Error(`${name} was ${item.state}: ${item.reason}`)
    return item.state === 'ready' ? item.videoId : null
  }, `Ingesting ${name}`)
  const runId = await newRun(2, 1, [videoId])
  await until(async () => {
    const { state, error } = await db.run.findUniqueOrThrow({ where: { id: runId } })
    if (state === 'failed') throw new Error(`Scoring ${name} failed: ${error}`)
    return state === 'done' ? true : null
  }, `Scoring ${name}`)
  return db.frameScore.count({ where: { runVideo: { runId } } })
}

/** One clip through a worker of its own. @returns the frames scored, and the most that each process held, MiB */
async function measure(world: WorkerWorld, clip: Clip) {
  const file = await draw(clip, world.folder)
  const worker = startNode(['--import', 'tsx', 'workers/main.ts'], world.environment, say)
  const peaks: Peaks = { worker: 0, engine: 0, media: 0 }
  let watching = true
  async function watch(): Promise<void> {
    for (; watching; await delay(100)) {
      const pid = worker.process.pid ?? 0
      peaks.worker = Math.max(peaks.worker, await peakMemoryMb(pid))
      for (const child of await descendants(pid)) {
        const command = await commandLine(child)
        for (const role of ['engine', 'media'] as const) {
          if (command.includes(ROLES[role])) peaks[role] = Math.max(peaks[role], await peakMemoryMb(child))
        }
      }
    }
  }
  const watched = watch()
  try {
    const frames = await takeIn(world, clip.name, file)
    say(`${clip.name}: ${frames} frames scored, ${JSON.stringify(peaks)}`)
    return { ...clip, frames, peaks }
  } finally {
    watching = false
    await watched
    await worker.stop()
  }
}

await bench('worker-memory', async (atEnd) => {
  const world = await openWorkerWorld([])
  atEnd(() => world.close())
  const clips: Awaited<ReturnType<typeof measure>>[] = []
  for (const clip of CLIPS) clips.push(await measure(world, clip))
  const value = Math.max(...clips.flatMap(({ peaks }) => Object.values(peaks)))
  const short = clips.find(({ name }) => name === 'minute')?.peaks
  const long = clips.find(({ name }) => name === 'ten-minutes')?.peaks
  const growth = (['worker', 'engine', 'media'] as const).map((role) => (long?.[role] ?? 0) / (short?.[role] ?? 1))
  const grown = Math.round(Math.max(...growth) * 100) / 100
  const ok = value <= LIMIT_MB && grown <= GROWTH_LIMIT
  const line = { value, unit: 'MiB', limit: LIMIT_MB, ok }
  return { ...line, longOverShort: grown, growthLimit: GROWTH_LIMIT, clips }
})
