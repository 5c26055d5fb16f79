import { chmod, mkdir, open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises'
import path from 'node:path'
import { Client } from 'pg'
import { keepMediaInPlace } from '../db/backup-lock'
import type { DataFolder } from '../db/data-folder'
import { appliedMigrations, refuseNewerDatabase } from '../db/schema-version'
import { errorCode, StartError } from '../db/start-error'
import { isStorageFull } from '../failures'
import { copyMedia, copyObject } from './copy-media'
import { BACKUP_SCHEMA_VERSION, type BackupManifest, type FileCopy, MANIFEST, type TableCopy } from './manifest'
import { listMediaReferences, type MediaReference } from './media-references'
import { copyTable, listSequences, listTables, queueVersion } from './tables'

export type WriteBackup = {
  databaseUrl: string
  folder: DataFolder
  /** Absolute; must not exist or be empty. */
  target: string
  /** Of the product. */
  version: string
  /** Where the original of a clip with this sum is stored. */
  originalKey: (sha256: string) => string
  /** One line at a time, for a person who waits. */
  tell: (line: string) => void
}

const PARTIAL = /\.partial-(\d+)$/

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** What killed backups to the same place have left goes. */
async function sweepPartials(target: string): Promise<void> {
  const parent = path.dirname(target)
  for (const name of await readdir(parent)) {
    const pid = PARTIAL.exec(name)?.[1]
    if (pid && name.startsWith(`${path.basename(target)}.partial-`) && !isAlive(Number(pid)))
      await rm(path.join(parent, name), { recursive: true, force: true })
  }
}

async function prepareTarget(target: string, data: string): Promise<void> {
  if (`${target}${path.sep}`.startsWith(`${data}${path.sep}`))
    throw new StartError(`A backup must not lie inside the data folder ${data}. Choose another folder.`)
  const names = await readdir(target).catch((error) => {
    if (errorCode(error) === 'ENOENT') return []
    throw new StartError(`${target} is not a folder that can be written. Choose another.`, { cause: error })
  })
  if (names.length > 0) throw new StartError(`${target} is not empty. Choose a new folder for each backup.`)
  await mkdir(path.dirname(target), { recursive: true })
  await sweepPartials(target)
}

/** One snapshot, whatever is written concurrently. */
async function copyDatabase(client: Client, folder: string, tell: WriteBackup['tell']) {
  await mkdir(path.join(folder, 'tables'), { mode: 0o700 })
  await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY')
  const instant = await client.query<{ at: Date }>('SELECT now() AS at')
  const facts = {
    takenAt: (instant.rows[0]?.at ?? new Date()).toISOString(),
    migrations: await appliedMigrations(client),
    queueVersion: await queueVersion(client),
    sequences: await listSequences(client),
  }
  const references = await listMediaReferences(client)
  const tables: TableCopy[] = []
  const list = await listTables(client)
  for (const [place, table] of list.entries()) {
    tell(`table ${place + 1} of ${list.length}`)
    tables.push(await copyTable(client, table, folder))
  }
  await client.query('COMMIT')
  return { ...facts, tables, references }
}

/** Secrets and other files of the data folder; the record of the running process is not included. */
async function copyFolderFiles(folder: DataFolder, target: string): Promise<FileCopy[]> {
  const names = (await readdir(folder.root)).filter(
    (name) => name.endsWith('.json') && name !== path.basename(folder.runtime),
  )
  const files: FileCopy[] = []
  for (const name of names.sort()) {
    const file = path.join('files', name)
    const copy = await copyObject(path.join(folder.root, name), path.join(target, file))
    if (copy) files.push({ file, ...copy, sensitive: true })
  }
  return files
}

async function writeWhole(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** An active import moves received bytes to their place concurrently; the row names that place before the move. */
function movedTo(client: Client, originalKey: WriteBackup['originalKey']) {
  return async ({ table, rowId }: MediaReference): Promise<string | null> => {
    if (table !== 'ImportItem') return null
    const { rows } = await client.query<{ sha256: string | null }>(
      'SELECT "sha256" FROM "ImportItem" WHERE "id" = $1::uuid',
      [rowId],
    )
    return rows[0]?.sha256 ? originalKey(rows[0].sha256) : null
  }
}

async function fill(partial: string, client: Client, given: WriteBackup): Promise<BackupManifest> {
  const { folder, version, tell } = given
  await keepMediaInPlace(client)
  await refuseNewerDatabase(client)
  const { references, ...database } = await copyDatabase(client, partial, tell)
  const media = await copyMedia({
    references,
    source: path.join(folder.root, 'media'),
    target: path.join(partial, 'media'),
    list: path.join(partial, 'media.jsonl'),
    movedTo: movedTo(client, given.originalKey),
    onCopied: ({ count, bytes }) => tell(`media ${count} of ${references.length}, ${Math.round(bytes / 1e6)} MB`),
  })
  const files = await copyFolderFiles(folder, partial)
  return { schemaVersion: BACKUP_SCHEMA_VERSION, version, ...database, files, media: { list: 'media.jsonl', ...media } }
}

/**
 * Writes everything an instance stores into a new folder, in one consistent state, while people work.
 * The folder appears only when it is complete; a killed backup leaves a folder beside it that the next one removes.
 * @throws StartError when the target or the database cannot be used
 */
export async function writeBackup(given: WriteBackup): Promise<BackupManifest> {
  const { target, folder, databaseUrl } = given
  await prepareTarget(target, folder.root)
  const partial = `${target}.partial-${process.pid}`
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { mode: 0o700 })
  const client = new Client({ connectionString: databaseUrl })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const manifest = await fill(partial, client, given)
    await writeWhole(path.join(partial, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
    await rmdir(target).catch(() => undefined)
    await rename(partial, target)
    await chmod(target, 0o700)
    return manifest
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    if (!isStorageFull(error)) throw error
    throw new StartError(`The disk of ${target} is full. Nothing was written; free some space or choose another.`, {
      cause: error,
    })
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Of this product, out of its package.json. */
export async function productVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string }
  return version
}
