import { randomUUID } from 'node:crypto'
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { ClipTruth, demoClips, demoFileName, demoManifest } from '@/demo-clips'
import { DEMO_MEDIA, demoTruthPath } from '@/demo-clips/shipped'
import type { Context } from '@/lib/platform/context'
import type { Prisma } from '@/lib/platform/db'
import {
  buildPairs,
  ingestFile,
  matchImport,
  openImport,
  receiveFile,
  receiveTable,
  startImport,
} from '@/lib/services/media'
import { mediaTools } from '@/workers/media-tools'

const LANES = 2

async function ingestAll(ctx: Context, importId: string, signal: AbortSignal): Promise<void> {
  const items = await ctx.db.importItem.findMany({
    where: { importId, state: { in: ['waiting', 'probing'] } },
    orderBy: { file: 'asc' },
  })
  async function lane(): Promise<void> {
    for (let item = items.shift(); item; item = items.shift()) {
      await ingestFile({ ctx, input: { importItemId: item.id }, media: mediaTools, signal })
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}

async function storeTruth(ctx: Context, projectId: string, files: readonly string[]): Promise<void> {
  for (const file of files) {
    const truth = JSON.parse(await readFile(demoTruthPath(file), 'utf8')) as Prisma.InputJsonObject
    const video = await ctx.db.video.findFirstOrThrow({ where: { projectId, fileName: file } })
    await ctx.db.videoTruth.upsert({ where: { videoId: video.id }, create: { videoId: video.id, truth }, update: {} })
  }
}

/** Imports the clips through the same verbs as any others; the known distortions are stored beside them. */
export async function seedClips(
  ctx: Context,
  projectId: string,
  say: (text: string) => void,
  signal: AbortSignal,
  promptIds?: readonly string[],
): Promise<void> {
  const clips = demoClips().filter(({ promptId }) => promptIds?.includes(promptId) ?? true)
  const files = clips.map(demoFileName)
  const opened = await openImport({ ctx, input: { projectId, source: 'Demo clips' } })
  for (const file of files) {
    const localPath = path.join(await ctx.storage.scratch(), randomUUID())
    await copyFile(path.join(DEMO_MEDIA, file), localPath)
    await receiveFile({ ctx, input: { projectId, importId: opened.id, file, localPath } })
  }
  const place = { projectId, importId: opened.id }
  const localPath = path.join(await ctx.storage.scratch(), randomUUID())
  await writeFile(localPath, demoManifest(clips))
  await receiveTable({ ctx, input: { ...place, kind: 'manifest', file: 'manifest.csv', localPath } })
  await startImport({ ctx, input: { ...place, manifest: 'uploaded' } })
  await matchImport({ ctx, input: { importId: opened.id } })
  say('reading the clips frame by frame')
  await ingestAll(ctx, opened.id, signal)
  await storeTruth(ctx, projectId, files)
  await buildPairs({ ctx, input: { projectId } })
}

/** What was planted, by video id. */
export async function loadTruths(ctx: Context, projectId: string): Promise<Map<string, ClipTruth>> {
  const rows = await ctx.db.videoTruth.findMany({ where: { video: { projectId } } })
  return new Map(rows.map(({ videoId, truth }) => [videoId, ClipTruth.parse(truth)]))
}
