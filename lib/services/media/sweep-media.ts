import { jobs } from '@/lib/contracts/jobs'
import type { Context } from '@/lib/platform/context'
import { type Tx, withMediaRemoval } from '@/lib/platform/db'
import { enqueueEach } from '@/lib/platform/queue'
import { mediaKeys } from './keys'

const DAY_MS = 24 * 3600_000
const RELEASE_FOLDER = /^release-/

/** Whether a worker is making a release: its folder is in use, however long it takes. */
async function isMakingRelease({ db }: Context): Promise<boolean> {
  const [row] = await db.$queryRaw<{ busy: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM graphile_worker.jobs WHERE task_identifier = ${jobs.buildRelease.name} AND locked_at IS NOT NULL
    ) AS busy`
  return row?.busy ?? false
}

async function sweepUploads({ db, storage }: Context, since: Date): Promise<number> {
  let removed = 0
  for (const importId of await storage.folders('uploads')) {
    const folder = `uploads/${importId}`
    const writtenAt = await storage.writtenAt(folder)
    if (writtenAt === null || writtenAt >= since) continue
    await withMediaRemoval(db, async (tx) => {
      const [needed] = await tx.$queryRaw<unknown[]>`
        SELECT FROM "Import" WHERE id::text = ${importId} AND state <> 'done'`
      if (needed) return
      await storage.removeFolder(folder)
      removed += 1
    })
  }
  return removed
}

/** Those that were kept by versions before, or whose removal was lost. */
async function dropRefusedOriginals({ db, storage }: Context): Promise<number> {
  const refused = await db.video.findMany({
    where: { state: 'refused' },
    distinct: ['sha256'],
    select: { sha256: true },
  })
  const kept: { sha256: string; keys: string[]; folders: string[] }[] = []
  for (const { sha256 } of refused) {
    const key = mediaKeys.original(sha256)
    if ((await storage.size(key)) !== null) kept.push({ sha256, keys: [key], folders: [] })
  }
  if (kept.length > 0) await enqueueEach(db, jobs.removeMedia, kept)
  return kept.length
}

/** Builds that were killed, or that ended after their release was deleted: no row names what they stored. */
async function sweepReleases({ db, storage }: Context, since: Date): Promise<number> {
  let removed = 0
  const removeUnless = (folder: string, isNeeded: (tx: Tx) => Promise<unknown[]>) =>
    withMediaRemoval(db, async (tx) => {
      if ((await isNeeded(tx)).length > 0) return
      await storage.removeFolder(folder)
      removed += 1
    })
  for (const releaseId of await storage.folders('releases')) {
    const place = `releases/${releaseId}`
    for (const attempt of await storage.folders(place)) {
      const folder = `${place}/${attempt}`
      const writtenAt = await storage.writtenAt(folder)
      if (writtenAt === null || writtenAt >= since) continue
      await removeUnless(
        folder,
        (tx) => tx.$queryRaw<unknown[]>`
          SELECT FROM "Release"
          WHERE id::text = ${releaseId} AND (state = 'building' OR "storagePrefix" = ${folder})`,
      )
    }
    if ((await storage.folders(place)).length > 0) continue
    await removeUnless(place, (tx) => tx.$queryRaw<unknown[]>`SELECT FROM "Release" WHERE id::text = ${releaseId}`)
  }
  return removed
}

/** Files with a person's data whose maker was killed before its row named them. */
async function sweepPersonFiles({ db, storage }: Context, since: Date): Promise<number> {
  let removed = 0
  for (const name of await storage.files('people')) {
    const key = `people/${name}`
    const writtenAt = await storage.writtenAt(key)
    if (writtenAt === null || writtenAt >= since) continue
    await withMediaRemoval(db, async (tx) => {
      if (await tx.personExport.findFirst({ where: { storageKey: key }, select: { id: true } })) return
      await storage.remove(key)
      removed += 1
    })
  }
  return removed
}

/**
 * Removes leftovers of killed work: scratch files not written to for a day, staged files of imports that have ended,
 * originals of refused clips, files of releases and of people's data that no row names. Files in use stay. It may be
 * repeated and killed at any point.
 * @returns how much of each
 * @throws BackupRunningError while a backup runs
 * Source: docs/spec/ingest-budget.md [IB5]
 */
export async function sweepMedia({
  ctx,
}: {
  ctx: Context
}): Promise<{ scratch: number; uploads: number; refused: number; releases: number; people: number }> {
  const since = new Date(ctx.now().getTime() - DAY_MS)
  const isBusy = await isMakingRelease(ctx)
  return {
    scratch: await ctx.storage.sweepScratch(since, (name) => isBusy && RELEASE_FOLDER.test(name)),
    refused: await dropRefusedOriginals(ctx),
    uploads: await sweepUploads(ctx, since),
    releases: await sweepReleases(ctx, since),
    people: await sweepPersonFiles(ctx, since),
  }
}
