import { BuildPairs } from '@/lib/contracts/http/media'
import { parseProjectSettings } from '@/lib/domain/accounts'
import {
  decodeFrameTable,
  type FramePair,
  framePairs,
  type PairableVideo,
  type VideoPair,
  videoPairs,
} from '@/lib/domain/media'
import { audit } from '@/lib/platform/audit'
import { type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { requireAbility } from '@/lib/services/accounts'

const CHUNK = 1000
export type BuiltPairs = { framePairs: number; videoPairs: number }

function toRow(projectId: string, promptId: string, pair: FramePair | VideoPair) {
  const { kind, videoAId, videoBId } = pair
  const place =
    pair.kind === 'frame'
      ? { timestampUs: BigInt(pair.timestampUs), frameIndexA: pair.frameIndexA, frameIndexB: pair.frameIndexB }
      : {}
  return { projectId, promptId, kind, videoAId, videoBId, ...place }
}

async function insertMissing(tx: Tx, rows: ReturnType<typeof toRow>[]): Promise<number> {
  let inserted = 0
  for (let start = 0; start < rows.length; start += CHUNK) {
    const { count } = await tx.pair.createMany({ data: rows.slice(start, start + CHUNK), skipDuplicates: true })
    inserted += count
  }
  return inserted
}

/** Adds the pairs of one prompt that are not there yet; running it again adds nothing. */
export async function buildPairsOfPrompt(
  tx: Tx,
  projectId: string,
  promptId: string,
  everyMs: number,
): Promise<BuiltPairs> {
  // Whoever deletes a clip waits for the pairs of it that are being written, so that none comes after.
  await tx.$queryRaw`SELECT id FROM "Video" WHERE "promptId" = ${promptId}::uuid ORDER BY id FOR SHARE`
  const rows = await tx.video.findMany({
    where: { projectId, promptId, state: 'ready', deletingAt: null, frameTable: { not: null } },
  })
  const videos: PairableVideo[] = rows.map(({ id, generatorId, mode, frameTable }) => ({
    id,
    generatorId,
    mode,
    table: decodeFrameTable(frameTable as Uint8Array),
  }))
  return {
    videoPairs: await insertMissing(
      tx,
      videoPairs(videos).map((pair) => toRow(projectId, promptId, pair)),
    ),
    framePairs: await insertMissing(
      tx,
      framePairs(videos, everyMs * 1000).map((pair) => toRow(projectId, promptId, pair)),
    ),
  }
}

/** Builds the missing pairs of every prompt, one transaction each. */
export async function buildPairs({ ctx, input }: Verb<BuildPairs>): Promise<BuiltPairs> {
  const { projectId, everyMs } = BuildPairs.parse(input)
  const { project } = await requireAbility(ctx.db, ctx, projectId, 'media.manage')
  const prompts = await ctx.db.prompt.findMany({ where: { projectId }, select: { id: true } })
  const total: BuiltPairs = { framePairs: 0, videoPairs: 0 }
  for (const { id } of prompts) {
    const built = await withTransaction(ctx, (tx) =>
      buildPairsOfPrompt(tx, projectId, id, everyMs ?? project.settings.framePairEveryMs),
    )
    total.framePairs += built.framePairs
    total.videoPairs += built.videoPairs
  }
  await audit(ctx.db, ctx, {
    projectId,
    verb: 'pairs.build',
    entityType: 'project',
    entityId: projectId,
    difference: total,
  })
  return total
}

/** What follows when a video becomes ready. */
export async function refreshPromptPairs({
  ctx,
  input,
}: Verb<{ projectId: string; promptId: string }>): Promise<BuiltPairs> {
  return withTransaction(ctx, async (tx) => {
    const project = await tx.project.findUnique({ where: { id: input.projectId }, select: { settings: true } })
    if (!project) return { framePairs: 0, videoPairs: 0 }
    return buildPairsOfPrompt(
      tx,
      input.projectId,
      input.promptId,
      parseProjectSettings(project.settings).framePairEveryMs,
    )
  })
}
