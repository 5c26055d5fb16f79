import { join } from 'node:path'
import { ByteWriter, type ColumnSource, ParquetWriter } from 'hyparquet-writer'
import { type Feature, type Features, huggingfaceFooter, isList, type ManifestFile } from '@/lib/domain/exports'
import { openFileSink, type WrittenFile } from './file-sink'
import { holdsImages, parquetSchema } from './parquet-schema'

/** Rows per row group: small, because readers of image columns load a whole group. */
export const ROW_GROUP_ROWS = 100
/** A group also ends at this many bytes of images, so that memory stays bounded for large frames. */
const ROW_GROUP_BYTES = 16 * 2 ** 20

export type ParquetRow = Readonly<Record<string, unknown>>
export type WrittenTable = WrittenFile & { rows: number }

export type ParquetSink = {
  write(row: ParquetRow): Promise<void>
  close(): Promise<WrittenTable>
  abort(): Promise<void>
}

/**
 * Opens a new parquet file that takes rows one by one and keeps at most one row group in memory.
 * The same rows give the same bytes.
 * @param features columns in order; they become the schema and the `huggingface` footer
 */
export async function openParquet(path: string, features: Features): Promise<ParquetSink> {
  const sink = await openFileSink(path)
  const buffer = new ByteWriter()
  const writer = new ParquetWriter({
    writer: buffer,
    schema: parquetSchema(features),
    kvMetadata: [{ key: 'huggingface', value: huggingfaceFooter(features) }],
    createdBy: 'framejury',
  })
  let group: ParquetRow[] = []
  let groupBytes = 0
  let rows = 0

  async function drain(): Promise<void> {
    // The writer's own offset runs on; only its buffer is emptied.
    await sink.write(buffer.getBytes())
    buffer.index = 0
  }
  async function endGroup(): Promise<void> {
    if (group.length === 0) return
    await writer.write({ columnData: toColumns(group, features), rowGroupSize: group.length })
    group = []
    groupBytes = 0
    await drain()
  }
  return {
    async write(row) {
      group.push(row)
      groupBytes += imageBytes(row)
      rows += 1
      if (group.length >= ROW_GROUP_ROWS || groupBytes >= ROW_GROUP_BYTES) await endGroup()
    },
    async close() {
      await endGroup()
      await writer.finish()
      await drain()
      return { ...(await sink.close()), rows }
    },
    abort: sink.abort,
  }
}

function toColumns(rows: readonly ParquetRow[], features: Features): ColumnSource[] {
  return Object.entries(features).map(([name, feature]) => {
    const data = rows.map((row) => physical(row[name], feature))
    if (!holdsImages(feature)) return { name, data }
    return { name, data, codec: 'UNCOMPRESSED', encoding: 'PLAIN', statistics: false }
  })
}

/** The value as the writer takes it: whole numbers of 64 bits as BigInt, at any depth. */
function physical(value: unknown, feature: Feature): unknown {
  if (value === undefined || value === null) return null
  if (feature === 'int64') return typeof value === 'number' ? BigInt(value) : value
  if (typeof feature === 'string') return value
  if (isList(feature)) return (value as unknown[]).map((one) => physical(one, feature[0]))
  const cells = value as Record<string, unknown>
  return Object.fromEntries(Object.entries(feature).map(([name, of]) => [name, physical(cells[name], of)]))
}

function imageBytes(value: unknown): number {
  if (value instanceof Uint8Array) return value.byteLength
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce<number>((total, part) => total + imageBytes(part), 0)
}

type Sink<Row> = { write(row: Row): Promise<void>; close(): Promise<WrittenTable>; abort(): Promise<void> }

/** Files of a release that come into being with their first row, so that none is ever empty. */
export type TableSet = {
  write<Row>(path: string, row: Row, open: (absolutePath: string) => Promise<Sink<Row>>): Promise<void>
  closeAll(): Promise<ManifestFile[]>
  abortAll(): Promise<void>
}

export function createTableSet(dir: string): TableSet {
  const sinks = new Map<string, Sink<unknown>>()
  return {
    async write(path, row, open) {
      const known = sinks.get(path)
      if (known) return known.write(row)
      const sink = await open(join(dir, path))
      sinks.set(path, sink as Sink<unknown>)
      return sink.write(row)
    },
    async closeAll() {
      const files: ManifestFile[] = []
      for (const [path, sink] of sinks) {
        const { sha256, bytes, rows } = await sink.close()
        files.push({ path, sha256, bytes, rows })
      }
      return files
    },
    async abortAll() {
      for (const sink of sinks.values()) await sink.abort()
    },
  }
}
