import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Client, escapeIdentifier } from 'pg'
import { to } from 'pg-copy-streams'
import type { Sequence, TableCopy } from './manifest'

/** The product's tables, and those of the job queue. */
const SCHEMAS = ['public', 'graphile_worker']
/** Written by migrations, which a restore runs; and who works at the moment, which no later moment needs. */
const LEFT_OUT = new Set(['public._prisma_migrations', 'graphile_worker.migrations', 'public.WorkerProcess'])

export type Table = { schema: string; name: string; columns: string[] }

export function tableName({ schema, name }: Pick<Table, 'schema' | 'name'>): string {
  return `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`
}

export function columnList({ columns }: Pick<Table, 'columns'>): string {
  return columns.map(escapeIdentifier).join(', ')
}

/** Every table whose rows a backup keeps, with the columns that are stored (not generated). */
export async function listTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `SELECT n.nspname AS schema, c.relname AS name,
            array_agg(a.attname::text ORDER BY a.attnum) AS columns
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relkind = 'r' AND n.nspname = ANY($1) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      GROUP BY 1, 2 ORDER BY 1, 2`,
    [SCHEMAS],
  )
  return rows.filter(({ schema, name }) => !LEFT_OUT.has(`${schema}.${name}`))
}

export async function listSequences(client: Client): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(
    `SELECT schemaname AS schema, sequencename AS name, last_value::text AS last
       FROM pg_sequences WHERE schemaname = ANY($1) AND last_value IS NOT NULL ORDER BY 1, 2`,
    [SCHEMAS],
  )
  return rows
}

/** Number of the job queue's newest migration; 0 where it has no tables yet. */
export async function queueVersion(client: Client): Promise<number> {
  const { rows } = await client.query<{ found: boolean }>(
    `SELECT to_regclass('graphile_worker.migrations') IS NOT NULL AS found`,
  )
  if (!rows[0]?.found) return 0
  const newest = await client.query<{ id: number }>('SELECT max(id)::int AS id FROM graphile_worker.migrations')
  return newest.rows[0]?.id ?? 0
}

/** A copy's stream ends before its connection is free for the next statement. */
export async function whenFree(client: Client, work: Promise<unknown>): Promise<void> {
  const free = new Promise<void>((resolve) => client.once('drain', () => resolve()))
  await work
  await free
}

/** Writes a table as the transaction sees it: COPY's text, compressed. */
export async function copyTable(client: Client, table: Table, folder: string): Promise<TableCopy> {
  const file = path.join('tables', `${table.schema}.${table.name}.copy.gz`)
  const rows = client.query(to(`COPY ${tableName(table)} (${columnList(table)}) TO STDOUT`))
  const hash = createHash('sha256')
  async function* hashed(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      yield chunk
    }
  }
  const target = createWriteStream(path.join(folder, file), { mode: 0o600 })
  await whenFree(client, pipeline(rows, hashed, createGzip({ level: 1 }), target))
  return { ...table, rows: rows.rowCount, sha256: hash.digest('hex'), file }
}
