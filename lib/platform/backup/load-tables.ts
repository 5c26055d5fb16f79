import { createReadStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { type Client, escapeIdentifier } from 'pg'
import { from } from 'pg-copy-streams'
import { StartError } from '../db/start-error'
import type { BackupManifest, TableCopy } from './manifest'
import { columnList, tableName, whenFree } from './tables'

type ForeignKey = { table: string; name: string; definition: string }

/**
 * Foreign keys, removed while rows are loaded and added again afterwards, which checks all rows; so the order of tables
 * does not matter.
 */
async function takeForeignKeysOff(client: Client, tables: readonly TableCopy[]): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS table, quote_ident(k.conname) AS name,
            pg_get_constraintdef(k.oid) AS definition
       FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE k.contype = 'f' AND n.nspname = ANY($1)`,
    [[...new Set(tables.map(({ schema }) => schema))]],
  )
  for (const { table, name } of rows) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`)
  return rows
}

async function loadTable(client: Client, folder: string, table: TableCopy): Promise<void> {
  const copy = client.query(from(`COPY ${tableName(table)} (${columnList(table)}) FROM STDIN`))
  await whenFree(client, pipeline(createReadStream(path.join(folder, table.file)), createGunzip(), copy))
  if (copy.rowCount !== table.rows)
    throw new StartError(`The table ${table.name} took ${copy.rowCount} of ${table.rows} rows. Nothing was restored.`)
}

/**
 * The worker of a job at the time of the backup no longer works on it: the job is run again, and the attempt does not
 * count.
 */
async function freeJobs(client: Client): Promise<void> {
  await client.query(
    `UPDATE graphile_worker._private_jobs SET attempts = greatest(0, attempts - 1), locked_at = NULL, locked_by = NULL
      WHERE locked_by IS NOT NULL`,
  )
  await client.query('UPDATE graphile_worker._private_job_queues SET locked_at = NULL, locked_by = NULL')
}

/**
 * Loads all rows of a backup into empty tables, in one transaction. Our triggers are disabled meanwhile: the rows
 * passed them when they were written. Needs the tables' owner, not a superuser.
 */
export async function loadTables(
  client: Client,
  folder: string,
  { tables, sequences }: BackupManifest,
  tell: (line: string) => void,
): Promise<void> {
  await client.query('BEGIN')
  try {
    const foreignKeys = await takeForeignKeysOff(client, tables)
    for (const table of tables) await client.query(`ALTER TABLE ${tableName(table)} DISABLE TRIGGER USER`)
    // Migrations may have written rows, which the backup has too.
    if (tables.length > 0) await client.query(`TRUNCATE ${tables.map(tableName).join(', ')}`)
    for (const [place, table] of tables.entries()) {
      tell(`table ${place + 1} of ${tables.length}`)
      await loadTable(client, folder, table)
    }
    for (const { schema, name, last } of sequences)
      await client.query('SELECT setval($1::regclass, $2::bigint)', [
        `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`,
        last,
      ])
    await freeJobs(client)
    for (const { table, name, definition } of foreignKeys)
      await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`)
    for (const table of tables) await client.query(`ALTER TABLE ${tableName(table)} ENABLE TRIGGER USER`)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
  await client.query('ANALYZE')
}
