import { openFileSink } from './file-sink'
import type { WrittenTable } from './parquet'

export type JsonlSink = {
  write(row: object): Promise<void>
  close(): Promise<WrittenTable>
  abort(): Promise<void>
}

const FLUSH_CHARACTERS = 2 ** 18

/** Opens a new UTF-8 file with one JSON object a line. */
export async function openJsonl(path: string): Promise<JsonlSink> {
  const sink = await openFileSink(path)
  let pending = ''
  let rows = 0
  async function flush(): Promise<void> {
    const text = pending
    pending = ''
    await sink.write(Buffer.from(text, 'utf8'))
  }
  return {
    async write(row) {
      pending += `${JSON.stringify(row)}\n`
      rows += 1
      if (pending.length >= FLUSH_CHARACTERS) await flush()
    },
    async close() {
      await flush()
      return { ...(await sink.close()), rows }
    },
    abort: sink.abort,
  }
}
