import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { errorCode, fileSystemComplaint, StartError } from './start-error'

/** An empty database with its write-ahead log takes about 60 MB; below this nothing good can happen. */
export const LEAST_FREE_BYTES = 200 * 1024 * 1024

const Secrets = z.object({
  authSecret: z.string().min(32),
  mediaSecret: z.string().min(32),
  postgresPassword: z.string().min(32),
})
export type Secrets = z.infer<typeof Secrets>

/** Where one instance keeps everything; all paths are absolute. */
export type DataFolder = {
  root: string
  postgres: string
  postgresLog: string
  secrets: string
  runtime: string
  signIns: string
  seeded: string
  /** There while a restore is under way, and after one that was cut off. */
  unfinishedRestore: string
}

/** @param source the environment; FRAMEJURY_DATA names the folder, `.data` below the current one by default */
export function dataFolder(source: Record<string, string | undefined> = process.env): DataFolder {
  const root = path.resolve(source.FRAMEJURY_DATA || '.data')
  return {
    root,
    postgres: path.join(root, 'postgres'),
    postgresLog: path.join(root, 'postgres.log'),
    secrets: path.join(root, 'secrets.json'),
    runtime: path.join(root, 'runtime.json'),
    signIns: path.join(root, 'sign-ins.json'),
    seeded: path.join(root, 'seeded.json'),
    unfinishedRestore: path.join(root, 'restore-unfinished'),
  }
}

/** Node's own recursive mkdir never ends below /proc and its like, where a missing folder cannot be made. */
async function makeFolder(folder: string): Promise<void> {
  const parent = path.dirname(folder)
  try {
    await mkdir(folder)
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && (await stat(folder)).isDirectory()) return
    if (errorCode(error) !== 'ENOENT' || parent === folder) throw error
    await makeFolder(parent)
    await mkdir(folder)
  }
}

/** Makes the folder when it is new. @throws StartError when it cannot be written or its disk is full */
export async function prepareDataFolder(folder: DataFolder): Promise<void> {
  const probe = path.join(folder.root, `.probe-${process.pid}`)
  try {
    await makeFolder(folder.root)
    await writeFile(probe, 'x')
    await rm(probe)
    if ((await readJson(folder.unfinishedRestore)) !== null)
      throw new StartError(
        `A restore into ${folder.root} was interrupted, so it contains only a part of a backup. Delete this folder, empty the database of DATABASE_URL if you use one, and restore again.`,
      )
    const disk = await statfs(folder.root)
    if (disk.bavail * disk.bsize < LEAST_FREE_BYTES)
      throw new StartError(
        `The disk of ${folder.root} is full: ${Math.floor((disk.bavail * disk.bsize) / 1e6)} MB are free, at least 200 MB are needed.`,
      )
  } catch (error) {
    throw fileSystemComplaint(error, folder.root) ?? error
  }
}

/** Replaces the file in one step; only its owner can read it. */
export async function writePrivateJson(file: string, value: unknown): Promise<void> {
  const partial = `${file}.${process.pid}.partial`
  await writeFile(partial, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  await rename(partial, file)
}

export async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

/** The secrets of this data folder, made at random the first time. */
export async function loadSecrets(folder: DataFolder): Promise<Secrets> {
  let stored: unknown
  try {
    stored = await readJson(folder.secrets)
  } catch (error) {
    throw fileSystemComplaint(error, folder.root) ?? damagedSecrets(folder, error)
  }
  if (stored !== null) {
    const parsed = Secrets.safeParse(stored)
    if (!parsed.success) throw damagedSecrets(folder, parsed.error)
    await chmod(folder.secrets, 0o600)
    return parsed.data
  }
  const secret = () => randomBytes(32).toString('hex')
  const secrets = { authSecret: secret(), mediaSecret: secret(), postgresPassword: secret() }
  await writePrivateJson(folder.secrets, secrets)
  return secrets
}

function damagedSecrets(folder: DataFolder, cause: unknown): StartError {
  return new StartError(
    `${folder.secrets} is damaged. Restore it from a backup: without its password the database in ${folder.postgres} cannot be opened.`,
    { cause },
  )
}
