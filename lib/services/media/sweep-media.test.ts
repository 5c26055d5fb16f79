import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { jobs } from '@/lib/contracts/jobs'
import { keepMediaInPlace } from '@/lib/platform/db/backup-lock'
import { enqueue } from '@/lib/platform/queue'
import { createGenerator, createPrompt, createTaxonomyVersion, createUser, createVideo } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createMediaProject, type MediaProject } from '@/tests/support/media-project'
import { mediaKeys } from './keys'
import { sweepMedia } from './sweep-media'

const { db, url } = await testDatabase()
const TWO_DAYS_AGO = new Date(Date.now() - 48 * 3600_000)

/** Files of the scratch folder, with those of which nothing was written for two days. */
async function withScratch(world: MediaProject, files: Record<string, Date>): Promise<string> {
  const folder = await world.storage.scratch()
  for (const [name, at] of Object.entries(files)) {
    const file = path.join(folder, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, 'left')
    await utimes(file, at, at)
    if (path.dirname(file) !== folder) await utimes(path.dirname(file), at, at)
  }
  return folder
}

test('[IB5] scratch that nobody wrote to for a day goes, whatever it was; what is newer stays', async () => {
  const world = await createMediaProject(db)
  const now = new Date()
  const folder = await withScratch(world, {
    'a.partial': TWO_DAYS_AGO,
    'b.mp4.part': TWO_DAYS_AGO,
    'release-old/pairs/x.jsonl': TWO_DAYS_AGO,
    'release-new/pairs.jsonl': now,
    'c.mp4': now,
  })
  await utimes(path.join(folder, 'release-old'), TWO_DAYS_AGO, TWO_DAYS_AGO)
  // The folder is older than what is written in it.
  await utimes(path.join(folder, 'release-new'), TWO_DAYS_AGO, TWO_DAYS_AGO)
  expect(await sweepMedia({ ctx: world.job })).toMatchObject({ scratch: 3 })
  expect((await readdir(folder)).sort()).toEqual(['c.mp4', 'release-new'])
})

test('[IB5] the folder of a release that a worker makes stays, however old', async () => {
  const world = await createMediaProject(db)
  const folder = await withScratch(world, { 'release-slow/pairs.jsonl': TWO_DAYS_AGO })
  const releaseId = crypto.randomUUID()
  await db.$transaction((tx) => enqueue(tx, jobs.buildRelease, { releaseId }))
  const lock = (by: string | null) => db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET locked_by = ${by}, locked_at = CASE WHEN ${by}::text IS NULL THEN NULL ELSE now() END
    WHERE key = ${jobs.buildRelease.key({ releaseId })}`
  await lock('a worker')
  expect(await sweepMedia({ ctx: world.job })).toMatchObject({ scratch: 0 })
  expect(await readdir(folder)).toEqual(['release-slow'])
  await lock(null)
  expect(await sweepMedia({ ctx: world.job })).toMatchObject({ scratch: 1 })
})

async function stagedFor(world: MediaProject, state: 'open' | 'done'): Promise<string> {
  const { id } = await db.import.create({ data: { projectId: world.projectId, source: 'clips', state } })
  const key = mediaKeys.staged(id)
  await world.storage.write(key, Buffer.from('staged'))
  for (const place of [key, path.dirname(key)]) {
    await utimes(await world.storage.localPath(place), TWO_DAYS_AGO, TWO_DAYS_AGO)
  }
  return key
}

test('[IB5] received files of imports that have ended go, those of an open one stay; none goes during a backup', async () => {
  const world = await createMediaProject(db)
  const [open, done] = [await stagedFor(world, 'open'), await stagedFor(world, 'done')]
  const backup = new Client({ connectionString: url })
  await backup.connect()
  try {
    await keepMediaInPlace(backup)
    await expect(sweepMedia({ ctx: world.job })).rejects.toMatchObject({ reason: 'backup-running' })
    expect(await world.storage.size(done)).not.toBeNull()
  } finally {
    await backup.end()
  }
  expect(await sweepMedia({ ctx: world.job })).toMatchObject({ uploads: 1 })
  expect(await world.storage.size(open)).not.toBeNull()
  expect(await world.storage.size(done)).toBeNull()
})

test('[IB5] the removal of originals of refused clips is asked for', async () => {
  const world = await createMediaProject(db)
  const { projectId } = world
  const prompt = await createPrompt(db, { projectId })
  const generator = await createGenerator(db, { projectId })
  const about = { projectId, promptId: prompt.id, generatorId: generator.id }
  const refused = await createVideo(db, { ...about, state: 'refused' })
  const ready = await createVideo(db, about)
  for (const { storageKey } of [refused, ready]) await world.storage.write(storageKey, Buffer.from('clip'))
  expect(await sweepMedia({ ctx: world.job })).toMatchObject({ refused: 1 })
  const asked = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM graphile_worker.jobs WHERE key = ${`deletion.remove-media:${refused.sha256}`}`
  expect(asked).toHaveLength(1)
})

async function storedLongAgo({ storage }: MediaProject, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await storage.write(key, Buffer.from('left'))
    for (const place of [key, path.dirname(key)])
      await utimes(await storage.localPath(place), TWO_DAYS_AGO, TWO_DAYS_AGO)
  }
}

test('[DE9] what a build has stored for a release that is gone, or in an attempt that was killed, goes; what a release needs stays', async () => {
  const world = await createMediaProject(db)
  const { id: taxonomyVersionId } = await createTaxonomyVersion(db, { projectId: world.projectId })
  const release = { projectId: world.projectId, name: 'r', gates: {}, seed: 1, taxonomyVersionId, asOf: new Date() }
  const ready = await db.release.create({ data: { ...release, number: 1, state: 'ready' } })
  const building = await db.release.create({ data: { ...release, number: 2 } })
  const gone = crypto.randomUUID()
  const kept = `releases/${ready.id}/kept`
  await db.release.update({ where: { id: ready.id }, data: { storagePrefix: kept } })
  const [killed, underWay, orphan] = [`releases/${ready.id}/killed`, `releases/${building.id}/x`, `releases/${gone}/y`]
  await storedLongAgo(world, ...[kept, killed, underWay, orphan].map((folder) => `${folder}/manifest.json`))
  await world.storage.write(`releases/${gone}/new/manifest.json`, Buffer.from('just now'))
  expect(await sweepMedia({ ctx: world.job })).toMatchObject({ releases: 2 })
  const left = await Promise.all([kept, killed, underWay, orphan].map((folder) => world.storage.writtenAt(folder)))
  expect(left.map((at) => at !== null)).toEqual([true, false, true, false])
  expect(await world.storage.folders(`releases/${gone}`)).toEqual(['new'])
  await world.storage.removeFolder(`releases/${gone}/new`)
  await sweepMedia({ ctx: world.job })
  expect(await world.storage.folders('releases')).not.toContain(gone)
})

test("[DE13] a file with a person's data that no row names goes after a day", async () => {
  const world = await createMediaProject(db)
  const user = await createUser(db)
  await storedLongAgo(world, 'people/named.json', 'people/lost.json')
  await world.storage.write('people/new.json', Buffer.from('just now'))
  const times = { createdAt: TWO_DAYS_AGO, expiresAt: new Date(Date.now() + 3_600_000) }
  await db.personExport.create({
    data: { userId: user.id, requestedBy: user.id, state: 'ready', storageKey: 'people/named.json', ...times },
  })
  expect(await sweepMedia({ ctx: world.job })).toMatchObject({ people: 1 })
  expect((await world.storage.files('people')).sort()).toEqual(['named.json', 'new.json'])
})
