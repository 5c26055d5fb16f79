import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Features } from '@/lib/domain/exports'
import { sha256File } from './file-sink'
import { openJsonl } from './jsonl'
import { openParquet, type ParquetRow, ROW_GROUP_ROWS } from './parquet'

const FEATURES = {
  id: 'string',
  count: 'int32',
  at_us: 'int64',
  share: 'float64',
  ok: 'bool',
  picture: 'image',
  pictures: ['image'],
  names: ['string'],
  messages: [{ role: 'string', content: 'string' }],
  boxes: [{ label: 'string', x1: 'float64' }],
} as const satisfies Features

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'framejury-parquet-'))
})
afterEach(async () => rm(folder, { recursive: true, force: true }))

function image(seed: number, size = 40) {
  return { bytes: new Uint8Array(size).map((_, index) => (seed * 31 + index * 7) % 251), path: `${seed}.jpg` }
}

async function* rowsOf(count: number, imageSize?: number) {
  for (let index = 0; index < count; index += 1) {
    yield {
      id: `row-${index}`,
      count: index % 7 === 0 ? null : index,
      at_us: 5_000_000_000 + index,
      share: index / 3,
      ok: index % 2 === 0,
      picture: image(index, imageSize),
      pictures: [image(index), image(index + 1)],
      names: index % 3 === 0 ? [] : ['extra_limbs', 'Größe'].slice(0, index % 3),
      messages: [
        { role: 'user', content: `q${index}` },
        { role: 'assistant', content: 'a\nb' },
      ],
      boxes: index % 5 === 0 ? null : [{ label: 'x', x1: 0.25 }],
    }
  }
}

async function read(path: string) {
  const bytes = await readFile(path)
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
  return { metadata: parquetMetadata(file), rows: await parquetReadObjects({ file, utf8: false }) }
}

type Rows<Row> = Iterable<Row> | AsyncIterable<Row>
type Sink<Row, Written> = { write(row: Row): Promise<void>; close(): Promise<Written>; abort(): Promise<void> }

async function writeAll<Row, Written>(sink: Sink<Row, Written>, rows: Rows<Row>): Promise<Written> {
  try {
    for await (const row of rows) await sink.write(row)
    return await sink.close()
  } finally {
    await sink.abort()
  }
}

async function writeTable(path: string, rows: Rows<ParquetRow>) {
  return writeAll(await openParquet(path, FEATURES), rows)
}

test('[EX20] what is written reads back, cell by cell, nested and null ones included', async () => {
  const path = join(folder, 'table.parquet')
  const written = await writeTable(path, rowsOf(250))
  const expected = []
  for await (const row of rowsOf(250)) expected.push({ ...row, at_us: BigInt(row.at_us) })
  const { rows, metadata } = await read(path)
  // hyparquet reads a null list of structs as undefined.
  expect(rows.map((row) => ({ ...row, boxes: row.boxes ?? null }))).toEqual(expected)
  expect(written).toMatchObject({ rows: 250, bytes: (await readFile(path)).byteLength, sha256: await sha256File(path) })
  expect(metadata.row_groups.map((group) => Number(group.num_rows))).toEqual([ROW_GROUP_ROWS, ROW_GROUP_ROWS, 50])
})

test('[EX20] footer and schema: features in order, three-level lists, images as bytes and path', async () => {
  const path = join(folder, 'table.parquet')
  await writeTable(path, rowsOf(1))
  const { metadata } = await read(path)
  const footer = metadata.key_value_metadata?.find(({ key }) => key === 'huggingface')?.value ?? ''
  expect(Object.keys(JSON.parse(footer).info.features)).toEqual(Object.keys(FEATURES))
  const names = metadata.schema.map(({ name }) => name).join(' ')
  expect(names).toContain(
    'picture bytes path pictures list element bytes path names list element messages list element role content',
  )
})

test('the same rows give the same bytes', async () => {
  const [one, two] = [join(folder, 'one.parquet'), join(folder, 'two.parquet')]
  const first = await writeTable(one, rowsOf(130))
  expect(await writeTable(two, rowsOf(130))).toEqual(first)
})

test('a row group ends early when its images are large', async () => {
  const path = join(folder, 'table.parquet')
  await writeTable(path, rowsOf(4, 6 * 2 ** 20))
  expect((await read(path)).metadata.row_groups.map((group) => Number(group.num_rows))).toEqual([3, 1])
})

test('an existing file is not overwritten, an empty table is readable', async () => {
  const path = join(folder, 'table.parquet')
  await writeTable(path, [])
  expect((await read(path)).rows).toEqual([])
  await expect(writeTable(path, [])).rejects.toThrow(/EEXIST/)
})

test('JSONL is one object a line, UTF-8, newline at the end', async () => {
  const path = join(folder, 'rows.jsonl')
  const written = await writeAll(await openJsonl(path), [{ text: 'Größe\n2' }, { text: '' }])
  expect(await readFile(path, 'utf8')).toBe('{"text":"Größe\\n2"}\n{"text":""}\n')
  expect(written).toMatchObject({ rows: 2, sha256: await sha256File(path) })
})
