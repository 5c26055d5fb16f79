import { createHash } from 'node:crypto'
import { averageFps, createFrameTable, durationUs, encodeFrameTable, isVariableRate } from '@/lib/domain/media'
import type { Db, Generator, Pair, PairKind, Prisma, Prompt, Video } from '@/lib/platform/db'
import { familyOf } from '@/lib/services/media/register-video'
import { unique } from './context'

export function createPrompt(db: Db, data: { projectId: string; externalId?: string; text?: string }): Promise<Prompt> {
  const externalId = data.externalId ?? `prompt-${unique()}`
  const text = data.text ?? 'A dancer turns on one leg.'
  return db.prompt.create({ data: { ...data, text, externalId, family: familyOf(text) } })
}

export function createGenerator(db: Db, data: { projectId: string; name?: string }): Promise<Generator> {
  return db.generator.create({ data: { name: `generator-${unique()}`, ...data } })
}

/** Timestamps of an even clip in µs. */
export function evenPts(frames: number, fps: number): number[] {
  return Array.from({ length: frames }, (_, index) => Math.round((index * 1e6) / fps))
}

type VideoData = Omit<Partial<Prisma.VideoUncheckedCreateInput>, 'frameTable'> & {
  projectId: string
  promptId: string
  generatorId: string
  /** Presentation times in µs; two seconds at 24 frames a second unless given. */
  ptsUs?: readonly number[]
}

/** A ready video with its frame table. No bytes are stored under its keys. */
export function createVideo(db: Db, { ptsUs = evenPts(48, 24), ...data }: VideoData): Promise<Video> {
  const table = createFrameTable(ptsUs)
  const sha256 = data.sha256 ?? createHash('sha256').update(unique()).digest('hex')
  const size = { codedWidth: 640, codedHeight: 360, displayWidth: 640, displayHeight: 360 }
  const file = { codec: 'vp9', container: 'webm', pixelFormat: 'yuv420p', rotation: 0, sizeBytes: 100_000n }
  return db.video.create({
    data: {
      state: 'ready',
      fileName: `clip-${sha256.slice(0, 8)}.webm`,
      storageKey: `originals/${sha256.slice(0, 2)}/${sha256}`,
      servedKey: `served/${sha256.slice(0, 2)}/${sha256}.mp4`,
      ...size,
      ...file,
      sampleAspectNum: 1,
      sampleAspectDen: 1,
      frameCount: ptsUs.length,
      frameTable: encodeFrameTable(table),
      durationUs: BigInt(durationUs(table)),
      fps: averageFps(table),
      variableRate: isVariableRate(table),
      ...data,
      sha256,
    },
  })
}

/** A pair of two ready videos, in canonical order; the frames of a frame pair are those given. */
export function createPair(
  db: Db,
  data: { videos: readonly [Video, Video]; kind?: PairKind; timestampUs?: number; frameIndex?: number },
): Promise<Pair> {
  const { videos, kind = 'frame', timestampUs = 0, frameIndex = 0 } = data
  const [a, b] = videos[0].id < videos[1].id ? videos : [videos[1], videos[0]]
  const { projectId, promptId } = a
  const frames = { timestampUs: BigInt(timestampUs), frameIndexA: frameIndex, frameIndexB: frameIndex }
  return db.pair.create({ data: { projectId, promptId, kind, videoAId: a.id, videoBId: b.id, ...frames } })
}

/** Two clips of one prompt by two generators. */
export async function createClips(db: Db, projectId: string, given: { text?: string } = {}): Promise<[Video, Video]> {
  const prompt = await createPrompt(db, { projectId, ...given })
  const first = await createGenerator(db, { projectId })
  const second = await createGenerator(db, { projectId })
  const a = await createVideo(db, { projectId, promptId: prompt.id, generatorId: first.id })
  const b = await createVideo(db, { projectId, promptId: prompt.id, generatorId: second.id })
  return a.id < b.id ? [a, b] : [b, a]
}

/** Frame pairs of two new clips at successive frames. */
export async function createFramePairs(
  db: Db,
  projectId: string,
  count: number,
  given: { text?: string } = {},
): Promise<Pair[]> {
  const videos = await createClips(db, projectId, given)
  const pairs: Pair[] = []
  for (let frameIndex = 0; frameIndex < count; frameIndex += 1) {
    pairs.push(await createPair(db, { videos, frameIndex, timestampUs: Math.round((frameIndex * 1e6) / 24) }))
  }
  return pairs
}
