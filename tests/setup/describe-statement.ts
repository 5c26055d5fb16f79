import type { Client, Connection, Submittable } from 'pg'
import type { DescribedColumn } from '@/scripts/raw-sql/found'

type Field = { name: string; tableID: number; columnID: number; dataTypeID: number }

const TYPE = `
  SELECT type.typname AS name, array_agg(label.enumlabel::text ORDER BY label.enumsortorder)
    FILTER (WHERE label.enumlabel IS NOT NULL) AS labels
  FROM pg_type AS type LEFT JOIN pg_enum AS label ON label.enumtypid IN (type.oid, type.typelem)
  WHERE type.oid = $1 GROUP BY type.typname`

/** Asks for parsing and description alone, so that nothing is run. */
class Description implements Submittable {
  readonly fields: Promise<readonly Field[]>
  #resolve: (fields: readonly Field[]) => void = () => undefined
  #reject: (error: Error) => void = () => undefined
  #found: readonly Field[] = []

  constructor(readonly text: string) {
    this.fields = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  submit(connection: Connection): void {
    connection.parse({ name: '', text: this.text, types: [] }, true)
    connection.describe({ type: 'S', name: '' }, true)
    connection.sync()
  }

  handleRowDescription(message: { fields: readonly Field[] }): void {
    this.#found = message.fields
  }

  handleError(error: Error): void {
    this.#reject(error)
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#found)
  }
}

/**
 * What a statement would give, from Postgres itself.
 * @param text with its parameters as $1 …
 * @throws DatabaseError where the statement does not fit the schema
 */
export async function describeStatement(client: Client, text: string): Promise<DescribedColumn[]> {
  const fields = await client.query(new Description(text)).fields
  const columns: DescribedColumn[] = []
  for (const { name, tableID, columnID, dataTypeID } of fields) {
    const { rows: types } = await client.query<{ name: string; labels: string[] | null }>(TYPE, [dataTypeID])
    const { rows: own } = await client.query<{ isNotNull: boolean }>(
      'SELECT attnotnull AS "isNotNull" FROM pg_attribute WHERE attrelid = $1 AND attnum = $2',
      [tableID, columnID],
    )
    const [type] = types
    if (!type) throw new Error(`Postgres names no type ${dataTypeID}.`)
    columns.push({ name, type: type.name, labels: type.labels, isNotNull: own[0]?.isNotNull ?? null })
  }
  return columns
}
