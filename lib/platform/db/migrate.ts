import { runMigrations } from 'graphile-worker'
import { Client } from 'pg'
import { MigrationPrismaPg } from './migration-adapter'
import { readMigrations, readSchema } from './migrations'
import { FILTERS, withSchemaEngine } from './schema-engine'
import { refuseNewerDatabase } from './schema-version'

/** Any number that nobody else on this database uses ("frame" in ASCII); Prisma's own lock is another one. */
const ADVISORY_LOCK = 0x6672616d65

/**
 * Brings the database to the schema of this version: prisma/migrations, then the tables of the job queue.
 * Two starters at once take turns.
 * @param only names of the migrations to stop at, to make the tables of an earlier version
 * @returns names of the migrations applied now
 * @throws StartError when a newer version has written the database
 */
export async function migrate(connectionString: string, only?: readonly string[]): Promise<string[]> {
  const guard = new Client({ connectionString })
  await guard.connect()
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK])
    await refuseNewerDatabase(guard)
    const migrationsList = await readMigrations(only)
    const database = new MigrationPrismaPg({ connectionString, max: 2 })
    const { appliedMigrationNames } = await withSchemaEngine(database, await readSchema(), (engine) =>
      engine.applyMigrations({ migrationsList, filters: FILTERS }),
    )
    await runMigrations({ connectionString })
    return appliedMigrationNames
  } finally {
    await guard.end()
  }
}
