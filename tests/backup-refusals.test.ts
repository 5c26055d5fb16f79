import { readFileSync } from 'node:fs'
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import {
  type BackupManifest,
  productVersion,
  type RestoreBackup,
  readManifest,
  restoreBackup,
  writeBackup,
} from '@/lib/platform/backup'
import { MEDIA_COLUMNS } from '@/lib/platform/backup/media-references'
import { type DataFolder, dataFolder, loadSecrets, prepareDataFolder } from '@/lib/platform/db/data-folder'
import { migrate } from '@/lib/platform/db/migrate'
import { requireSchema } from '@/lib/platform/db/schema-version'
import { createDiskStorage } from '@/lib/platform/storage'
import { mediaKeys } from '@/lib/services/media'
import { cloneDatabase, dropDatabase, withDatabase } from './setup/test-server'
import { framejury } from './support/busy-instance'

/** The last migration of version 0.1.0. */
const LAST_OF_BEFORE = '20261129020000_runs_under_way'
const server = inject('testServerUrl')
const names: string[] = []
const root = await mkdtemp(path.join(tmpdir(), 'framejury-restore-'))
afterAll(async () => {
  for (const name of names) await dropDatabase(server, name)
  await rm(root, { recursive: true, force: true })
})

async function emptyDatabase(): Promise<string> {
  const name = inject('templateDatabase').replace('template', crypto.randomUUID().slice(0, 8))
  names.push(name)
  return cloneDatabase(server, 'template0', name)
}

async function query(databaseUrl: string, ...statements: string[]) {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    let rows: Record<string, unknown>[] = []
    for (const statement of statements) ({ rows } = await client.query(statement))
    return rows
  } finally {
    await client.end()
  }
}

async function newFolder(name: string): Promise<DataFolder> {
  const folder = dataFolder({ FRAMEJURY_DATA: path.join(root, name) })
  await prepareDataFolder(folder)
  return folder
}

const KEY = mediaKeys.original('5'.repeat(64))
const PROJECT = '01900000-0000-7000-8000-000000000001'
const source = { url: '', folder: await newFolder('source'), backup: path.join(root, 'backup') }

/** An instance as version 0.1.0 leaves it: a project with one clip, an audit row that never changes, a job. */
beforeAll(async () => {
  source.url = await emptyDatabase()
  const all = await readdir('prisma/migrations')
  await migrate(
    source.url,
    all.filter((name) => name <= LAST_OF_BEFORE),
  )
  const id = (last: number) => `'01900000-0000-7000-8000-00000000000${last}'`
  await query(
    source.url,
    `INSERT INTO "Project" ("id", "slug", "name", "settings") VALUES ('${PROJECT}', 'p', 'Ünïcode "tab\t"', '{}')`,
    `INSERT INTO "Prompt" ("id", "projectId", "externalId", "text") VALUES (${id(2)}, '${PROJECT}', 'e', E'two\\nlines')`,
    `INSERT INTO "Generator" ("id", "projectId", "name") VALUES (${id(3)}, '${PROJECT}', 'g')`,
    `INSERT INTO "Video" ("id", "projectId", "promptId", "generatorId", "fileName", "sha256", "sizeBytes", "storageKey")
     VALUES (${id(4)}, '${PROJECT}', ${id(2)}, ${id(3)}, 'f', '5', 4, '${KEY}')`,
    `INSERT INTO "AuditEvent" ("id", "actorType", "verb", "entityType", "entityId") VALUES (${id(5)}, 'system', 'v', 't', 'e')`,
    `SELECT graphile_worker.add_job('media.build-pairs', '{}'::json)`,
  )
  await loadSecrets(source.folder)
  const storage = createDiskStorage(path.join(source.folder.root, 'media'))
  await storage.write(KEY, new TextEncoder().encode('clip'))
  await backUp(source.backup)
})

async function backUp(target: string, folder = source.folder, databaseUrl = source.url) {
  const given = { databaseUrl, folder, target, version: await productVersion() }
  return writeBackup({ ...given, originalKey: mediaKeys.original, tell: () => undefined })
}

function restore(from: string, folder: DataFolder, given: string) {
  const input: RestoreBackup = { source: from, folder, given, openDatabase: async () => given, tell: () => undefined }
  return restoreBackup(input)
}

async function changedBackup(name: string, change: (folder: string) => Promise<void>): Promise<string> {
  const copy = path.join(root, name)
  await cp(source.backup, copy, { recursive: true })
  await change(copy)
  return copy
}

test('a backup of the version before is restored, and its tables become those of this version', async () => {
  const { migrations } = await readManifest(source.backup)
  expect(migrations.at(-1)?.name).toBe(LAST_OF_BEFORE)
  const [folder, url] = [await newFolder('next'), await emptyDatabase()]
  await restore(source.backup, folder, url)
  await requireSchema(url)
  expect(
    await query(url, `SELECT "name", "text" FROM "Project" JOIN "Prompt" ON "projectId" = "Project"."id"`),
  ).toEqual([{ name: 'Ünïcode "tab\t"', text: 'two\nlines' }])
  expect(await readFile(path.join(folder.root, 'media', KEY), 'utf8')).toBe('clip')
  // Guards work again.
  await expect(query(url, `UPDATE "AuditEvent" SET "verb" = 'w'`)).rejects.toThrow('its rows never change')
  await expect(query(url, `DELETE FROM "Generator"`)).rejects.toThrow('foreign key')
  const [job] = await query(url, `SELECT (graphile_worker.add_job('media.build-pairs', '{}'::json)).id > 1 AS added`)
  expect(job).toEqual({ added: true })
})

function withManifest(change: (manifest: BackupManifest) => void): Promise<string> {
  return changedBackup(`changed-${crypto.randomUUID()}`, async (folder) => {
    const file = path.join(folder, 'manifest.json')
    const manifest = JSON.parse(await readFile(file, 'utf8'))
    change(manifest)
    await writeFile(file, JSON.stringify(manifest))
  })
}

const newer: [string, (manifest: BackupManifest) => void, RegExp][] = [
  [
    'a newer version',
    ({ migrations }) => void migrations.push({ name: '29990101000000_later', checksum: '0'.repeat(64) }),
    /newer version.*does not know 29990101000000_later/,
  ],
  [
    'a version with another form of a migration',
    ({ migrations }) => void Object.assign(migrations[3] ?? {}, { checksum: '0'.repeat(64) }),
    /made with a different migration 20261122142545_labelling_screen/,
  ],
  [
    'a later form of backups',
    (manifest) => void Object.assign(manifest, { schemaVersion: 2 }),
    /newer version of Framejury\. Restore it with that version/,
  ],
]

test.each(newer)('a backup of %s is refused before anything is written', async (_, change, complaint) => {
  const [folder, url] = [await newFolder(crypto.randomUUID()), await emptyDatabase()]
  await expect(restore(await withManifest(change), folder, url)).rejects.toThrow(complaint)
  expect(await readdir(folder.root)).toEqual([])
})

test.each<[string, (manifest: BackupManifest) => void, RegExp]>([
  [
    'of a newer job queue',
    (manifest) => void Object.assign(manifest, { queueVersion: 9_999 }),
    /newer job queue \(9999\)/,
  ],
  [
    'with fewer rows than it says',
    ({ tables }) => void Object.assign(tables.find(({ name }) => name === 'Video') ?? {}, { rows: 2 }),
    /The table Video took 1 of 2 rows\. Nothing was restored/,
  ],
])('a backup %s leaves no row, and the folder is marked', async (_, change, complaint) => {
  const [folder, url] = [await newFolder(crypto.randomUUID()), await emptyDatabase()]
  await expect(restore(await withManifest(change), folder, url)).rejects.toThrow(complaint)
  expect(await query(url, 'SELECT "id" FROM "Project"')).toEqual([])
  await expect(prepareDataFolder(folder)).rejects.toThrow(/was interrupted/)
})

test.each([
  ['a table', 'tables/public.Project.copy.gz'],
  ['a clip', path.join('media', KEY)],
  ['a secret', 'files/secrets.json'],
  ['a list of media', 'media.jsonl'],
])('%s that is damaged is named before anything is written', async (_what, file) => {
  const damaged = await changedBackup(`damaged-${crypto.randomUUID()}`, (folder) =>
    appendFile(path.join(folder, file), 'x'),
  )
  const [folder, url] = [await newFolder(crypto.randomUUID()), await emptyDatabase()]
  await expect(restore(damaged, folder, url)).rejects.toThrow(`This backup is damaged: ${path.join(damaged, file)}`)
  expect(await readdir(folder.root)).toEqual([])
  expect(await query(url, `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`)).toEqual([])
})

test.each([
  ['a table', 'tables/public.Project.copy.gz'],
  ['a clip', path.join('media', KEY)],
  ['a secret', 'files/secrets.json'],
])('%s of the same length with other bytes is named', async (_what, file) => {
  const damaged = await changedBackup(`bytes-${crypto.randomUUID()}`, async (folder) => {
    const bytes = await readFile(path.join(folder, file))
    const last = bytes.length - 1
    bytes[last] = (bytes[last] ?? 0) ^ 1
    await writeFile(path.join(folder, file), bytes)
  })
  const folder = await newFolder(crypto.randomUUID())
  await expect(restore(damaged, folder, await emptyDatabase())).rejects.toThrow(
    `This backup is damaged: ${path.join(damaged, file)}`,
  )
  expect(await readdir(folder.root)).toEqual([])
})

test.each(['../source/secrets.json', path.join(root, 'source', 'secrets.json')])(
  'a manifest that leads out of the folder is no backup: %#',
  async (place) => {
    const wicked = await withManifest(({ files }) => void Object.assign(files[0] ?? {}, { file: place }))
    const folder = await newFolder(crypto.randomUUID())
    await expect(restore(wicked, folder, await emptyDatabase())).rejects.toThrow(/leaves the folder/)
  },
)

test('what is there already is never overwritten', async () => {
  const url = await emptyDatabase()
  const media = await newFolder('with-media')
  await mkdir(path.join(media.root, 'media', 'originals'), { recursive: true })
  await expect(restore(source.backup, media, url)).rejects.toThrow(/is not empty: it has media/)
  const cluster = await newFolder('with-a-database')
  await mkdir(cluster.postgres)
  await writeFile(path.join(cluster.postgres, 'PG_VERSION'), '18')
  await expect(restore(source.backup, cluster, url)).rejects.toThrow(/is not empty: it has a database/)
  const secrets = await newFolder('with-secrets')
  await loadSecrets(secrets)
  await expect(restore(source.backup, secrets, url)).rejects.toThrow(/it has a secrets\.json of its own/)
  const full = withDatabase(server, inject('templateDatabase'))
  await expect(restore(source.backup, await newFolder('full'), full)).rejects.toThrow(/The database is not empty/)
  await expect(backUp(source.backup)).rejects.toThrow(/is not empty\. Choose a new folder/)
  await expect(backUp(path.join(source.folder.root, 'b'))).rejects.toThrow(/must not lie inside the data folder/)
})

test('a restore that is killed says so at the next start; wiped, it works', async () => {
  const [folder, url] = [await newFolder('killed'), await emptyDatabase()]
  const programs = { databaseUrl: url, dataFolder: folder.root }
  const { child, ended } = framejury(programs, 'restore', source.backup)
  await vi.waitUntil(() => readdir(folder.root).then((found) => found.includes('restore-unfinished')), 60_000)
  child.kill('SIGKILL')
  await ended
  await expect(prepareDataFolder(folder)).rejects.toThrow(/was interrupted/)
  expect(await framejury(programs, 'restore', source.backup).ended).toMatchObject({
    code: 1,
    told: expect.stringContaining('Delete this folder'),
  })
  await rm(folder.root, { recursive: true })
  await query(
    url,
    'DROP SCHEMA public CASCADE',
    'DROP SCHEMA IF EXISTS graphile_worker CASCADE',
    'CREATE SCHEMA public',
  )
  expect(await framejury(programs, 'restore', source.backup).ended).toMatchObject({ code: 0 })
})

test('a backup that is killed leaves nothing that looks like one, and the next one cleans up', async () => {
  const target = path.join(root, 'again', 'backup')
  const programs = { databaseUrl: source.url, dataFolder: source.folder.root }
  const blocker = new Client({ connectionString: source.url })
  await blocker.connect()
  await blocker.query('BEGIN')
  await blocker.query('LOCK TABLE "Project" IN ACCESS EXCLUSIVE MODE')
  const { child, ended } = framejury(programs, 'backup', target)
  const partials = () => readdir(path.dirname(target)).catch(() => [])
  await vi.waitUntil(async () => (await partials()).length > 0, 60_000)
  child.kill('SIGKILL')
  await ended
  await blocker.end()
  expect(await partials()).toEqual([`backup.partial-${child.pid}`])
  const { code, told } = await framejury(programs, 'backup', target).ended
  expect([code, told]).toEqual([0, expect.stringContaining(`is in ${target}`)])
  expect(await partials()).toEqual(['backup'])
})

test('what a backup that still runs has written so far stays', async () => {
  const target = path.join(root, 'side-by-side', 'backup')
  const running = `${target}.partial-${process.ppid}`
  await mkdir(running, { recursive: true })
  await backUp(target)
  expect((await readdir(path.dirname(target))).sort()).toEqual(['backup', path.basename(running)])
})

test('a database that a newer version has written is not backed up', async () => {
  const url = await emptyDatabase()
  await migrate(url)
  await query(
    url,
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
     VALUES ('later', '${'0'.repeat(64)}', '29990101000000_later', now(), 1)`,
  )
  const target = path.join(root, 'of-newer')
  await expect(backUp(target, source.folder, url)).rejects.toThrow(/newer version.*29990101000000_later/)
  expect(await readdir(root)).not.toContain('of-newer')
})

test('every column of the schema that names media is in the list, or is known to name none', () => {
  const schema = readFileSync('prisma/schema.prisma', 'utf8')
  const found: string[] = []
  for (const [, model, body] of schema.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm))
    for (const [, column] of (body ?? '').matchAll(/^ {2}(\w+(?:Key|Prefix|Path))\s+String/gm))
      found.push(`${model}.${column}`)
  const labels = ['Proposal.labelKey', 'Mark.labelKey', 'LabelExample.labelKey']
  const listed = MEDIA_COLUMNS.map(({ table, column }) => `${table}.${column}`)
  expect(found.sort()).toEqual([...listed, ...labels, 'Release.storagePrefix'].sort())
})
