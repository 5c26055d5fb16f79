import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MigrationList } from '@prisma/schema-engine-wasm'

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
