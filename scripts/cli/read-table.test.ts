import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readTable } from './read-table'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'framejury-table-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function table(text: string): Promise<string> {
  const file = path.join(folder, 'table.csv')
  await writeFile(file, text)
  return file
}

test('rows come by column, whatever the order, with quotes, blanks and a byte order mark', async () => {
  const file = await table('\uFEFFvalue,item\r\n"a, b" , 1\r\n\r\n,2\r\n')
  expect(await readTable(file, ['item', 'value'])).toEqual([
    { value: 'a, b', item: '1' },
    { value: '', item: '2' },
  ])
})

test.each([
  ['', 'lacks the column item'],
  ['thing,value\n1,2\n', 'lacks the column item'],
  ['item,value\n1\n', 'is not a CSV table'],
  ['item,value,value\n1,2,3\n', 'has the column value more than once; delete or rename all but one'],
])('%j gives one plain line', async (text, complaint) => {
  await expect(readTable(await table(text), ['item', 'value'])).rejects.toThrow(complaint)
})

test('a file that is not there is named', async () => {
  await expect(readTable(path.join(folder, 'none.csv'), [])).rejects.toThrow('there is no such file')
})
