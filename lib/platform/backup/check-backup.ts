import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { readMigrations } from '../db/migrate'
import { StartError } from '../db/start-error'
import { fileSha256 } from './copy-media'
import { type BackupManifest, MediaCopy, sha256Of, type TableCopy } from './manifest'

function damaged(folder: string, file: string, cause?: unknown): StartError {
  return new StartError(
    `This backup is damaged: ${path.join(folder, file)} is not what was written. Nothing was restored; use another copy of the backup.`,
    { cause },
  )
}

async function tableSha256(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), createGunzip(), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) hash.update(chunk)
  })
  return hash.digest('hex')
}

async function checkTable(folder: string, { file, sha256 }: TableCopy): Promise<void> {
  const found = await tableSha256(path.join(folder, file)).catch((error) => {
    throw damaged(folder, file, error)
  })
  if (found !== sha256) throw damaged(folder, file)
}

async function checkFile(folder: string, file: string, given: { bytes: number; sha256: string }): Promise<void> {
  const place = path.join(folder, file)
  const size = await stat(place).then(
    (found) => found.size,
    () => null,
  )
  if (size !== given.bytes || (await fileSha256(place)) !== given.sha256) throw damaged(folder, file)
}

/** The media of a backup, one after the other, out of a list that may be longer than memory is large. */
export async function* mediaOf(folder: string, { media }: BackupManifest): AsyncGenerator<MediaCopy> {
  const lines = createInterface({
    input: createReadStream(path.join(folder, media.list)),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  for await (const line of lines) yield MediaCopy.parse(JSON.parse(line))
}

/**
 * Reads all of a backup and compares every sum with what was written.
 * @throws StartError that names the first file that differs
 */
export async function checkBackup(
  folder: string,
  manifest: BackupManifest,
  tell: (line: string) => void,
): Promise<void> {
  for (const table of manifest.tables) await checkTable(folder, table)
  for (const file of manifest.files) await checkFile(folder, file.file, file)
  const { list, sha256, count } = manifest.media
  const found = await fileSha256(path.join(folder, list)).catch(() => null)
  if (found !== sha256) throw damaged(folder, list)
  let checked = 0
  for await (const object of mediaOf(folder, manifest)) {
    await checkFile(folder, path.join('media', object.key), object)
    checked += 1
    tell(`checked ${checked} of ${count} media`)
  }
}

/**
 * A backup of an older version restores; one of a newer version knows tables that this one does not.
 * @throws StartError when this version cannot make the tables that the backup was read from
 */
export async function requireKnownMigrations({ migrations, version }: BackupManifest): Promise<void> {
  const { migrationDirectories } = await readMigrations()
  const own = new Map(
    migrationDirectories.map(({ path: name, migrationFile: { content } }) => [
      name,
      content.tag === 'ok' ? sha256Of(content.value) : '',
    ]),
  )
  const unknown = migrations.filter(({ name }) => !own.has(name))
  if (unknown.length > 0)
    throw new StartError(
      `This backup was made by a newer version of Framejury (${version}): this one does not know ${unknown.map(({ name }) => name).join(', ')}. Restore it with that version or a later one.`,
    )
  const changed = migrations.find(({ name, checksum }) => own.get(name) !== checksum)
  if (changed)
    throw new StartError(
      `This backup was made with a different migration ${changed.name} than this version has. Restore it with the version that made it (${version}).`,
    )
}
