import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, expect, inject, test, vi } from 'vitest'
import { productVersion, readManifest, writeBackup } from '@/lib/platform/backup'
import { BackupRunningError, createDb, withMediaRemoval } from '@/lib/platform/db'
import { dataFolder, prepareDataFolder, writePrivateJson } from '@/lib/platform/db/data-folder'
import { signMediaUrl } from '@/lib/platform/media-url'
import { createDiskStorage } from '@/lib/platform/storage'
import { findSession, signIn } from '@/lib/services/accounts'
import { copyRelease } from '@/lib/services/exports'
import { submitAnnotation } from '@/lib/services/labelling'
import { mediaKeys, openMediaToken } from '@/lib/services/media'
import { contextFor } from '@/prisma/factories'
import { testDatabase } from './setup/database'
import { cloneDatabase, dropDatabase } from './setup/test-server'
import {
  claimAnswer,
  createBusyInstance,
  fingerprint,
  framejury,
  PASSWORD,
  workUntilIdle,
} from './support/busy-instance'

const root = await mkdtemp(path.join(tmpdir(), 'framejury-backup-'))
process.env.FRAMEJURY_MODELS = path.resolve('workers/engines/frame-onnx/fixtures')
process.env.FRAMEJURY_DATA = path.join(root, 'data')
const { db, url } = await testDatabase()
const emptyName = inject('templateDatabase').replace('template', 'restored')
afterAll(async () => {
  await dropDatabase(inject('testServerUrl'), emptyName)
  await rm(root, { recursive: true, force: true })
})

const { AUTH_SECRET: authSecret = '', MEDIA_SECRET: mediaSecret = '' } = process.env
const folder = dataFolder()
await prepareDataFolder(folder)
await writePrivateJson(folder.secrets, { authSecret, mediaSecret, postgresPassword: 'x'.repeat(40) })
const storage = createDiskStorage(path.join(folder.root, 'media'))
const source = { databaseUrl: url, dataFolder: folder.root }

async function namesBelow(below: string): Promise<string[]> {
  const entries = await readdir(below, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return files.map((entry) => path.relative(below, path.join(entry.parentPath, entry.name))).sort()
}

/** Holds the backup up between its snapshot and its end, does something, and lets it go on. */
async function duringBackup(target: string, work: () => Promise<void>) {
  const blocker = new Client({ connectionString: url })
  await blocker.connect()
  await blocker.query('BEGIN')
  await blocker.query('LOCK TABLE "LabelExample" IN ACCESS EXCLUSIVE MODE')
  const given = { databaseUrl: url, folder, target, version: await productVersion(), originalKey: mediaKeys.original }
  const tables = `${target}.partial-${process.pid}/tables`
  const backup = writeBackup({ ...given, tell: () => undefined })
  await vi.waitUntil(async () => (await readdir(tables).catch(() => [])).length > 0, 60_000)
  await work()
  await blocker.query('COMMIT')
  await blocker.end()
  return backup
}

const busy = await createBusyInstance(db, storage, () => workUntilIdle(db, source))
const early = await claimAnswer(db, busy)
const { annotationId } = await submitAnnotation(early)
const late = await claimAnswer(db, busy)

const before = await fingerprint(url)
const target = path.join(root, 'backup')
let removal: unknown
const manifest = await duringBackup(target, async () => {
  await workUntilIdle(db, source)
  await submitAnnotation(late)
  removal = await withMediaRemoval(db, async () => 'removed').catch((error: unknown) => error)
})
const restoredUrl = await cloneDatabase(inject('testServerUrl'), 'template0', emptyName)
const restored = { databaseUrl: restoredUrl, dataFolder: path.join(root, 'restored') }
const restoredStorage = createDiskStorage(path.join(restored.dataFolder, 'media'))

test('a backup of a busy instance is one instant, for its owner alone', async () => {
  expect(await fingerprint(url)).not.toEqual(before)
  // Whatever wanted to remove media meanwhile waits.
  expect(removal).toBeInstanceOf(BackupRunningError)
  // The clips that labelling is tried on have rows alone.
  const bare = await db.video.findMany({ where: { projectId: busy.labelling.project.id } })
  const keys = bare.flatMap(({ storageKey, servedKey }) => [storageKey, servedKey])
  expect(manifest.media.missing.sort()).toEqual(keys.filter((key) => key !== null).sort())
  expect(await readManifest(target)).toEqual(manifest)
  for (const place of [target, path.join(target, 'media')]) expect((await stat(place)).mode & 0o777).toBe(0o700)
  for (const name of await namesBelow(target)) {
    expect((await stat(path.join(target, name))).mode & 0o777, name).toBe(0o600)
  }
  expect((await readdir(root)).sort()).toEqual(['backup', 'data'])
})

test('it is restored whole: rows, queue, media, sign-ins', async () => {
  const { code, told } = await framejury(restored, 'restore', target).ended
  expect([code, told]).toEqual([0, expect.stringContaining('is restored in')])
  expect(await fingerprint(restoredUrl)).toEqual(before)
  const media = await namesBelow(path.join(target, 'media'))
  expect(await namesBelow(path.join(restored.dataFolder, 'media'))).toEqual(media)
  const copy = createDb(restoredUrl, 2)
  const stranger = contextFor(copy, { type: 'anonymous' })
  const input = { email: busy.keeper.email, password: PASSWORD, code: '', agent: 'Browser', device: null }
  expect(await signIn({ ctx: stranger, input })).toMatchObject({ result: 'signed-in', userId: busy.keeper.id })
  expect(await findSession({ ctx: stranger, input: { secret: busy.session } })).not.toBeNull()
  expect(await readFile(path.join(restored.dataFolder, 'secrets.json'), 'utf8')).toBe(
    await readFile(folder.secrets, 'utf8'),
  )
  await copy.$disconnect()
})

test('answers that waited in a browser are sent once, whether the backup has them or not', async () => {
  const copy = createDb(restoredUrl, 4)
  const as = ({ ctx, input }: typeof early) => ({ ctx: { ...ctx, db: copy }, input })
  expect(await submitAnnotation(as(early))).toMatchObject({ annotationId })
  const where = { operationId: late.input.operationId }
  expect(await copy.annotation.count({ where })).toBe(0)
  await submitAnnotation(as(late))
  await submitAnnotation(as(late))
  expect(await copy.annotation.count({ where })).toBe(1)
  await copy.$disconnect()
})

test('media open by the URLs that were given out, releases have their bytes, and jobs go on to their end', {
  timeout: 300_000,
}, async () => {
  const copy = createDb(restoredUrl, 4)
  await workUntilIdle(copy, restored)
  const items = await copy.importItem.findMany({ where: { importId: busy.importId } })
  expect(items.map(({ state }) => state)).toEqual(['ready', 'ready'])
  const scored = await copy.runVideo.findMany({ where: { runId: busy.runId } })
  expect(new Set(scored.map(({ state }) => state))).toEqual(new Set(['done']))
  const ctx = contextFor(copy, { type: 'system', job: 'test' }, { storage: restoredStorage })
  for (const releaseId of [busy.releaseId, busy.nextReleaseId]) {
    const out = path.join(root, releaseId)
    const { files } = await copyRelease({ ctx, input: { projectId: busy.projectId, releaseId }, out })
    expect(files.length).toBeGreaterThan(0)
  }
  const viewer = { userId: busy.keeper.id, now: new Date() }
  for (const { storageKey } of await copy.video.findMany({ where: { projectId: busy.projectId } })) {
    const token = signMediaUrl(storageKey, 'video/mp4', viewer).split('/').at(-1) ?? ''
    const opened = openMediaToken(token, viewer.now)
    expect(await restoredStorage.size(opened?.key ?? '')).toBe(await storage.size(storageKey))
    expect(opened?.key).toBe(storageKey)
  }
  await copy.$disconnect()
})
