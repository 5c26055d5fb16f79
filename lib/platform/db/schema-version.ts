import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { Client, type ClientBase } from 'pg'
import { errorCode, StartError } from './start-error'

/** Relative to the program's folder, in which web, worker and commands run; bundlers move this file, not the folder. */
const MIGRATIONS = path.join('prisma', 'migrations')

/** How the tables of a database compare with this version's code; names of migrations. */
export type SchemaVersion = {
  /** Applied, but not known here: a newer version made them. */
  unknown: string[]
  /** Known here, but not applied. */
  missing: string[]
}

let known: Promise<string[]> | undefined

/** Names of this version's migrations, in order. */
export function knownMigrations(): Promise<string[]> {
  known ??= readdir(MIGRATIONS, { withFileTypes: true }).then((entries) =>
    entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort(),
  )
  return known
}

export type AppliedMigration = { name: string; checksum: string }

/** The migrations that a database has, in order; none where it has no tables of ours. */
export async function appliedMigrations(client: ClientBase): Promise<AppliedMigration[]> {
  try {
    const { rows } = await client.query<AppliedMigration>(
      `SELECT migration_name AS name, checksum FROM _prisma_migrations
        WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
    )
    return rows
  } catch (error) {
    if (errorCode(error) === '42P01') return []
    throw error
  }
}

export async function schemaVersion(client: ClientBase): Promise<SchemaVersion> {
  const [code, database] = [await knownMigrations(), await appliedMigrations(client)]
  const applied = new Set(database.map(({ name }) => name))
  return {
    unknown: [...applied].filter((name) => !code.includes(name)),
    missing: code.filter((name) => !applied.has(name)),
  }
}

/** @throws StartError when a newer version has written the database: this one could damage what it does not know */
export async function refuseNewerDatabase(client: ClientBase): Promise<void> {
  const { unknown } = await schemaVersion(client)
  if (unknown.length === 0) return
  throw new StartError(
    `The database was written by a newer version of Framejury: this one does not know ${unknown.join(', ')}. Start that version or a later one, or restore a backup that this version made.`,
  )
}

/** For processes that start on their own and do not migrate. @throws StartError unless the database matches */
export async function requireSchema(connectionString: string): Promise<void> {
  const client = new Client({ connectionString })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await refuseNewerDatabase(client)
    const { missing } = await schemaVersion(client)
    if (missing.length > 0)
      throw new StartError(
        `The database was written by an older version of Framejury: it lacks ${missing.join(', ')}. Run \`npm start\` of this version on it first.`,
      )
  } finally {
    await client.end().catch(() => undefined)
  }
}
