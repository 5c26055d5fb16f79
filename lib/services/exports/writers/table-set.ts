import { join } from 'node:path'
import type { ManifestFile } from '@/lib/domain/exports'
import type { WrittenTable } from './parquet'

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
