import { jobs } from '@/lib/contracts/jobs'
import { counted, MOST_NAMED } from '@/lib/domain/deletion'
import { taskMachine } from '@/lib/domain/labelling'
import { importItemMachine } from '@/lib/domain/media'
import type { Context } from '@/lib/platform/context'
import { Prisma, type Tx } from '@/lib/platform/db'
import { enqueue } from '@/lib/platform/queue'
import { moveInSql, transition } from '@/lib/platform/transition'
import { storedObjects } from '@/lib/services/media'
import { dropClips } from '@/lib/services/proposals'
import type { KindRules, Order, Target } from './kind'

/** SQL: ids of the pairs that show one of the clips. */
function pairsOf(ids: readonly string[]): Prisma.Sql {
  return Prisma.sql`SELECT id FROM "Pair" WHERE "videoAId" = ANY(${ids}::uuid[]) OR "videoBId" = ANY(${ids}::uuid[])`
}

type Counts = Record<
  'pairs' | 'tasks' | 'drafts' | 'claims' | 'answers' | 'releases' | 'examples' | 'runClips' | 'proposals' | 'files',
  number
> & { holders: string[]; releaseNames: string[] }

async function count(tx: Tx, ids: readonly string[]): Promise<Counts | undefined> {
  const [row] = await tx.$queryRaw<Counts[]>`
    WITH pairs AS (${pairsOf(ids)}),
    tasks AS (SELECT id FROM "Task" WHERE "pairId" IN (SELECT id FROM pairs)),
    given AS (SELECT * FROM "Assignment" WHERE "taskId" IN (SELECT id FROM tasks)),
    held AS (
      SELECT DISTINCT release.number, release.name FROM "ReleaseItem" AS item
      JOIN "Release" AS release ON release.id = item."releaseId" WHERE item."pairId" IN (SELECT id FROM pairs)
    )
    SELECT (SELECT count(*)::int FROM pairs) AS pairs, (SELECT count(*)::int FROM tasks) AS tasks,
      (SELECT count(*)::int FROM given WHERE state <> 'claimed' AND draft IS NOT NULL) AS drafts,
      (SELECT count(*)::int FROM given WHERE state = 'claimed') AS claims,
      ARRAY(
        SELECT DISTINCT person.name FROM given JOIN "User" AS person ON person.id = given."userId"
        WHERE given.state = 'claimed' ORDER BY person.name LIMIT ${MOST_NAMED}
      ) AS holders,
      (SELECT count(*)::int FROM "Annotation" WHERE "taskId" IN (SELECT id FROM tasks))
        + (
          SELECT count(*)::int FROM "FirstAnswer" AS first
          WHERE first."assignmentId" IN (SELECT id FROM given WHERE state <> 'submitted')
        ) AS answers,
      (SELECT count(*)::int FROM held) AS releases,
      ARRAY(SELECT name FROM held ORDER BY number LIMIT ${MOST_NAMED}) AS "releaseNames",
      (SELECT count(*)::int FROM "LabelExample" WHERE "videoId" = ANY(${ids}::uuid[])) AS examples,
      (SELECT count(*)::int FROM "RunVideo" WHERE "videoId" = ANY(${ids}::uuid[])) AS "runClips",
      (SELECT coalesce(sum("proposalCount"), 0)::int FROM "RunVideo" WHERE "videoId" = ANY(${ids}::uuid[])) AS proposals,
      (SELECT count(*)::int FROM "ImportItem" WHERE "videoId" = ANY(${ids}::uuid[])) AS files`
  return row
}

export async function weighVideos(tx: Tx, { ids }: Pick<Order, 'ids'>) {
  const found = await count(tx, ids)
  if (!found) return { goes: [], stays: [], holds: [] }
  return {
    goes: counted([
      { thing: 'videos', count: ids.length },
      { thing: 'pairs', count: found.pairs },
      { thing: 'tasks', count: found.tasks },
      { thing: 'drafts', count: found.drafts },
      { thing: 'runClips', count: found.runClips },
      { thing: 'proposals', count: found.proposals },
      { thing: 'examples', count: found.examples },
    ]),
    stays: counted([{ thing: 'importFiles', count: found.files }]),
    holds: counted([
      { thing: 'answers', count: found.answers, names: [] },
      { thing: 'releases', count: found.releases, names: found.releaseNames },
      { thing: 'claims', count: found.claims, names: found.holders },
    ]),
  }
}

/** A claim or an answer of one of the tasks is either complete before the mark, or comes after it. */
export async function holdTasks(tx: Tx, { ids }: Pick<Order, 'ids'>): Promise<void> {
  await tx.$queryRaw`SELECT id FROM "Task" WHERE "pairId" IN (${pairsOf(ids)}) ORDER BY id FOR UPDATE`
}

const DELETED_LATER = 'The clip was deleted later.'

/** The clips are no longer assigned to anyone, and no worker continues with them. */
export async function markVideos(tx: Tx, ctx: Context, { ids }: Pick<Order, 'ids'>): Promise<void> {
  const close = moveInSql(taskMachine, { to: 'closed' })
  // In SQL, where any number of ids is one parameter.
  await tx.$executeRaw`
    UPDATE "Task" SET ${close.set} WHERE ${close.mayMove} AND "pairId" IN (${pairsOf(ids)})`
  await dropClips(tx, ctx, ids)
  const videoId = { in: [...ids] }
  await transition(tx, importItemMachine, {
    where: { videoId },
    to: 'refused',
    data: { reason: 'The clip was deleted while it was being imported.' },
  })
  await tx.importItem.updateMany({
    where: { videoId, state: 'ready' },
    data: { reason: DELETED_LATER },
  })
  await tx.video.updateMany({ where: { id: videoId, deletingAt: null }, data: { deletingAt: ctx.now() } })
}

/**
 * Tasks are open again, except those of a pair whose other clip is still being deleted. Clips that runs have dropped
 * stay dropped.
 */
async function unmarkVideos(tx: Tx, { ids }: Pick<Order, 'ids'>): Promise<void> {
  const isFree = Prisma.sql`"pairId" IN (${pairsOf(ids)}) AND NOT EXISTS (
    SELECT FROM "Pair" AS pair JOIN "Video" AS video ON video.id IN (pair."videoAId", pair."videoBId")
    WHERE pair.id = "Task"."pairId" AND video."deletingAt" IS NOT NULL
  )`
  const finish = moveInSql(taskMachine, { from: ['closed'], to: 'done' })
  await tx.$executeRaw`UPDATE "Task" SET ${finish.set} WHERE ${finish.mayMove} AND answered >= overlap AND ${isFree}`
  const open = moveInSql(taskMachine, { from: ['closed'], to: 'open' })
  await tx.$executeRaw`UPDATE "Task" SET ${open.set} WHERE ${open.mayMove} AND ${isFree}`
  await tx.importItem.updateMany({
    where: { videoId: { in: [...ids] }, state: 'ready', reason: DELETED_LATER },
    data: { reason: null },
  })
}

/** The row last, and with it the word that its objects may go. */
async function removeVideo(tx: Tx, { id }: Target): Promise<boolean> {
  await tx.labelExample.deleteMany({ where: { videoId: id } })
  await tx.pair.deleteMany({ where: { OR: [{ videoAId: id }, { videoBId: id }] } })
  await tx.runVideo.deleteMany({ where: { videoId: id } })
  const video = await tx.video.delete({ where: { id } })
  for (const objects of storedObjects(video)) await enqueue(tx, jobs.removeMedia, objects)
  return true
}

/** Source: docs/spec/deletion.md [DE5] */
export const videoRules: KindRules = {
  kind: 'video',
  ability: 'media.manage',
  noun: 'clip',
  table: 'Video',
  name: Prisma.sql`target."fileName"`,
  hold: holdTasks,
  weigh: weighVideos,
  mark: markVideos,
  unmark: unmarkVideos,
  removeSome: removeVideo,
}
