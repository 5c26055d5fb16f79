import { type Client, escapeIdentifier } from 'pg'

/**
 * Where rows name an object of the media storage. A test compares this list with the schema.
 * `optional` finds rows whose object may be missing, because it is swept.
 */
export const MEDIA_COLUMNS: readonly { table: string; column: string; optional?: string }[] = [
  // Staged bytes first: they are the only ones that move while people work.
  { table: 'ImportItem', column: 'stagedKey' },
  { table: 'Import', column: 'manifestKey' },
  { table: 'Import', column: 'leftOutKey' },
  { table: 'Video', column: 'storageKey', optional: `"state" = 'refused'` },
  { table: 'Video', column: 'servedKey' },
  { table: 'Video', column: 'proxyKey' },
  { table: 'Video', column: 'reducedKey' },
  { table: 'Video', column: 'posterKey' },
  { table: 'Video', column: 'filmstripKey' },
  { table: 'PersonExport', column: 'storageKey', optional: `"expiresAt" <= now()` },
]

export type MediaReference = {
  key: string
  optional: boolean /** Of the row that names it. */
  rowId: string
  table: string
}

/** The media that the snapshot names; columns that an older database does not have are skipped. */
export async function listMediaReferences(client: Client): Promise<MediaReference[]> {
  const found = new Map<string, MediaReference>()
  const add = (rows: readonly MediaReference[]) => {
    for (const row of rows) if (!found.has(row.key)) found.set(row.key, row)
  }
  for (const { table, column, optional = 'false' } of MEDIA_COLUMNS) {
    if (!(await hasColumn(client, table, column))) continue
    const key = escapeIdentifier(column)
    const { rows } = await client.query<MediaReference>(
      `SELECT ${key} AS key, (${optional}) AS optional, id::text AS "rowId", $1::text AS table
         FROM ${escapeIdentifier(table)} WHERE ${key} IS NOT NULL ORDER BY 2, 1`,
      [table],
    )
    add(rows)
  }
  add(await listReleaseFiles(client))
  return [...found.values()]
}

async function hasColumn(client: Client, table: string, column: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = $1 AND column_name = $2`,
    [table, column],
  )
  return rowCount === 1
}

/** A release that is ready is a folder of the files that its manifest names; one that is building is built again. */
async function listReleaseFiles(client: Client): Promise<MediaReference[]> {
  const { rows } = await client.query<MediaReference>(
    `SELECT "storagePrefix" || '/' || file AS key, false AS optional, id::text AS "rowId", 'Release' AS table
       FROM "Release", LATERAL (
         SELECT 'manifest.json' AS file UNION ALL
         SELECT jsonb_array_elements("manifest" -> 'files') ->> 'path'
       ) AS files
      WHERE "state" = 'ready' AND "storagePrefix" IS NOT NULL`,
  )
  return rows
}
