import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { Client } from 'pg'
import { type DataFolder, readJson, writePrivateJson } from '../db/data-folder'
import { migrate } from '../db/migrate'
import { errorCode, StartError } from '../db/start-error'
import { checkBackup, mediaOf, requireKnownMigrations } from './check-backup'
import { copyObject } from './copy-media'
import { loadTables } from './load-tables'
import { type BackupManifest, readManifest } from './manifest'
import { queueVersion } from './tables'

export type RestoreBackup = {
  /** Folder of the backup. */
  source: string
  folder: DataFolder
  /** A database of others to restore into; the data folder's own when absent. */
  given: string | undefined
  /** Opens it, with the secrets that are then in the data folder. */
  openDatabase: () => Promise<string>
  tell: (line: string) => void
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

/** @throws StartError when the data folder keeps something already */
async function requireEmptyFolder(folder: DataFolder, manifest: BackupManifest, source: string): Promise<void> {
  const refuse = (what: string) =>
    new StartError(
      `${folder.root} is not empty: it has ${what}. Restore into a new folder (FRAMEJURY_DATA), or move the old one away first.`,
    )
  if ((await namesIn(folder.postgres)).length > 0) throw refuse('a database')
  if ((await namesIn(path.join(folder.root, 'media'))).length > 0) throw refuse('media')
  for (const { file } of manifest.files) {
    const name = path.basename(file)
    const there = await readJson(path.join(folder.root, name))
    if (there !== null && JSON.stringify(there) !== JSON.stringify(await readJson(path.join(source, file))))
      throw refuse(`a ${name} of its own`)
  }
}

async function withClient<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** @throws StartError when the database has tables already */
async function requireEmptyDatabase(databaseUrl: string): Promise<void> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname IN ('public', 'graphile_worker') ORDER BY 1 LIMIT 1`,
    ),
  )
  if (rows[0])
    throw new StartError(
      `The database is not empty: it has a table "${rows[0].name}". Restore into a new database, or drop and create this one first.`,
    )
}

async function fillDatabase(
  databaseUrl: string,
  source: string,
  manifest: BackupManifest,
  tell: RestoreBackup['tell'],
) {
  await requireEmptyDatabase(databaseUrl)
  await migrate(
    databaseUrl,
    manifest.migrations.map(({ name }) => name),
  )
  await withClient(databaseUrl, async (client) => {
    const queue = await queueVersion(client)
    if (manifest.queueVersion > queue)
      throw new StartError(
        `This backup was made with a newer job queue (${manifest.queueVersion}) than this version has (${queue}). Restore it with version ${manifest.version} or a later one.`,
      )
    await loadTables(client, source, manifest, tell)
  })
  // What this version adds to the tables of the one that made the backup.
  await migrate(databaseUrl)
}

async function fillMedia(folder: DataFolder, source: string, manifest: BackupManifest, tell: RestoreBackup['tell']) {
  let count = 0
  for await (const { key, sha256 } of mediaOf(source, manifest)) {
    const copy = await copyObject(path.join(source, 'media', key), path.join(folder.root, 'media', key))
    if (copy?.sha256 !== sha256) throw new StartError(`${key} changed while it was restored. Try again.`)
    count += 1
    tell(`media ${count} of ${manifest.media.count}`)
  }
}

/**
 * Restores a backup into an empty data folder and an empty database. Everything is checked before anything is
 * written; an interrupted restore leaves a mark, so that no instance starts on half of it.
 * @throws StartError in one plain line
 */
export async function restoreBackup({
  source,
  folder,
  given,
  openDatabase,
  tell,
}: RestoreBackup): Promise<BackupManifest> {
  const manifest = await readManifest(source)
  await requireKnownMigrations(manifest)
  await requireEmptyFolder(folder, manifest, source)
  if (given) await requireEmptyDatabase(given)
  await checkBackup(source, manifest, tell)
  await writePrivateJson(folder.unfinishedRestore, { source, begunAt: new Date().toISOString() })
  for (const { file } of manifest.files)
    await copyObject(path.join(source, file), path.join(folder.root, path.basename(file)))
  await fillDatabase(await openDatabase(), source, manifest, tell)
  await fillMedia(folder, source, manifest, tell)
  await rm(folder.unfinishedRestore)
  return manifest
}
