import { randomInt, randomUUID } from 'node:crypto'
import { BuildPairs } from '@/lib/contracts/http/media'
import {
  type ChooseA,
  type FramePair,
  framePairs,
  type PairableVideo,
  type VideoPair,
  videoPairs,
} from '@/lib/domain/media'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { requireAbility, settingsOf } from '@/lib/services/accounts'
import { frameTableOf } from './stored'

const CHUNK = 1000
export type BuiltPairs = { framePairs: number; videoPairs: number }

/** A random id: a counter would reveal which clips came first. */
function toRow(projectId: string, promptId: string, pair: FramePair | VideoPair) {
  const { kind, videoAId, videoBId } = pair
  const place =
    pair.kind === 'frame'
      ? { timestampUs: BigInt(pair.timestampUs), frameIndexA: pair.frameIndexA, frameIndexB: pair.frameIndexB }
      : {}
  return { id: randomUUID(), projectId, promptId, kind, videoAId, videoBId, ...place }
}

/** The rows are inserted in the order of their random ids, so that the order of the table reveals nothing either. */
async function insertMissing(tx: Tx, rows: ReturnType<typeof toRow>[]): Promise<number> {
  const inOrder = rows.sort((a, b) => (a.id < b.id ? -1 : 1))
  let inserted = 0
  for (let start = 0; start < inOrder.length; start += CHUNK) {
    const { count } = await tx.pair.createMany({ data: inOrder.slice(start, start + CHUNK), skipDuplicates: true })
    inserted += count
  }
  return inserted
}

function coupleKey(ids: readonly [string, string]): string {
  return [...ids].sort().join()
}

/**
 * Which of two videos is A: as in their existing pairs, else drawn. The caller has locked the prompt, so that no one
 * else draws concurrently.
 * Source: docs/spec/pairing.md [PA2]
 */
async function loadChoice(tx: Tx, videoIds: readonly string[]): Promise<ChooseA> {
  const built = await tx.$queryRaw<{ a: string; b: string }[]>`
    SELECT DISTINCT "videoAId" AS a, "videoBId" AS b FROM "Pair" WHERE "videoAId" = ANY(${[...videoIds]}::uuid[])`
  const chosen = new Map(built.map(({ a, b }) => [coupleKey([a, b]), a]))
  return ([first, second]) => {
    const key = coupleKey([first.id, second.id])
    const idOfA = chosen.get(key) ?? (randomInt(2) === 0 ? first.id : second.id)
    chosen.set(key, idOfA)
    return idOfA === first.id ? first : second
  }
}

/** Adds the pairs of one prompt that are not there yet; running it again adds nothing. Builders of one prompt take turns. */
export async function buildPairsOfPrompt(
  tx: Tx,
  projectId: string,
  promptId: string,
  everyMs: number,
): Promise<BuiltPairs> {
  await tx.$queryRaw`SELECT id FROM "Prompt" WHERE id = ${promptId}::uuid FOR NO KEY UPDATE`
  // A deletion of a clip waits for the pairs of it that are being written, so that none is added later.
  await tx.$queryRaw`SELECT id FROM "Video" WHERE "promptId" = ${promptId}::uuid ORDER BY id FOR SHARE`
  const rows = await tx.video.findMany({
    where: { projectId, promptId, state: 'ready', deletingAt: null, frameTable: { not: null } },
  })
  const videos: PairableVideo[] = rows.map((row) => ({
    id: row.id,
    generatorId: row.generatorId,
    mode: row.mode,
    table: frameTableOf(row),
  }))
  const chooseA = await loadChoice(
    tx,
    videos.map(({ id }) => id),
  )
  return {
    videoPairs: await insertMissing(
      tx,
      videoPairs(videos, chooseA).map((pair) => toRow(projectId, promptId, pair)),
    ),
    framePairs: await insertMissing(
      tx,
      framePairs(videos, everyMs * 1000, chooseA).map((pair) => toRow(projectId, promptId, pair)),
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
    const project = await tx.project.findUnique({
      where: { id: input.projectId },
      select: { id: true, settings: true },
    })
    if (!project) return { framePairs: 0, videoPairs: 0 }
    return buildPairsOfPrompt(tx, input.projectId, input.promptId, settingsOf(project).framePairEveryMs)
  })
}
