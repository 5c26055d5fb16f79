import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { MigrationList } from '@prisma/schema-engine-wasm'
import * as wasm from '@prisma/schema-engine-wasm/schema_engine_bg'
import { runMigrations } from 'graphile-worker'
import { Client } from 'pg'
import { refuseNewerDatabase } from './schema-version'

const PRISMA = fileURLToPath(new URL('../../../prisma/', import.meta.url))
export const MIGRATIONS = path.join(PRISMA, 'migrations')

export function readSchema(): Promise<string> {
  return readFile(path.join(PRISMA, 'schema.prisma'), 'utf8')
}

/**
 * prisma/migrations as the schema engine takes it, in order of name.
 * @param only names of those to take; all when absent
 */
export async function readMigrations(only?: readonly string[]): Promise<MigrationList> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true })
  const names = entries
    .filter((entry) => entry.isDirectory() && (only?.includes(entry.name) ?? true))
    .map((entry) => entry.name)
  const migrationDirectories = await Promise.all(
    names.sort().map(async (name) => {
      const value = await readFile(path.join(MIGRATIONS, name, 'migration.sql'), 'utf8')
      return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } }
    }),
  )
  const lockfile = {
    path: 'migration_lock.toml',
    content: await readFile(path.join(MIGRATIONS, 'migration_lock.toml'), 'utf8'),
  }
  return { baseDir: MIGRATIONS, lockfile, shadowDbInitScript: '', migrationDirectories }
}

/** Nothing is managed outside the schema: graphile-worker's tables are in a separate schema. */
export const FILTERS = { externalTables: [], externalEnums: [] }

let loaded: Promise<void> | undefined

/** The package is made for bundlers, so its WebAssembly is linked here by hand. */
async function load(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = await readFile(path.join(path.dirname(entry), 'schema_engine_bg.wasm'))
  const imports = { './schema_engine_bg.js': wasm } as unknown as WebAssembly.Imports
  const { instance } = await WebAssembly.instantiate(bytes, imports)
  wasm.__wbg_set_wasm(instance.exports)
  const start = instance.exports['__wbindgen_start']
  if (typeof start === 'function') start()
}

/** Lends Prisma's schema engine, in-process so that nothing is downloaded, and closes its connections afterwards. */
export async function withSchemaEngine<T>(
  database: MigrationPrismaPg,
  schema: string,
  work: (engine: wasm.SchemaEngine) => Promise<T>,
): Promise<T> {
  loaded ??= load()
  await loaded
  const adapter = bindMigrationAwareSqlAdapterFactory(database)
  const datamodels: [string, string][] = [['schema.prisma', schema]]
  try {
    const engine = await wasm.SchemaEngine.new({ datamodels }, () => undefined, adapter)
    try {
      return await work(engine)
    } finally {
      engine.free()
    }
  } finally {
    await database.close()
  }
}

type Adapter = { client: { query(sql: string): Promise<unknown>; end(): Promise<void> } }

/**
 * @prisma/adapter-pg 7.10 cuts a script at every semicolon, also within a function's body.
 * Sent whole, a migration keeps its functions and is one transaction: it happens entirely or not at all.
 */
export class MigrationPrismaPg extends PrismaPg {
  private readonly opened: Adapter[] = []

  override async connect() {
    const adapter = await super.connect()
    const inner = adapter as unknown as Adapter
    this.opened.push(inner)
    adapter.executeScript = async (script) => {
      await inner.client.query(script)
    }
    return adapter
  }

  /** Ends the connections, and with them the engine's advisory lock, which it leaves to its session. */
  async close(): Promise<void> {
    await Promise.all(this.opened.splice(0).map(({ client }) => client.end()))
  }
}

/** Any number that no one else uses on this database ("frame" in ASCII); Prisma's lock is a different one. */
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
