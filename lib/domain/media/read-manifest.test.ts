import { expect, test } from 'vitest'
import { storingProblem } from '@/lib/domain/shared'
import { readManifest } from './read-manifest'

const row = { file: 'a.mp4', prompt_id: 'p1', prompt: 'A dog.', generator: 'G' }

test('[MF2] column names are read loosely, values trimmed', () => {
  const given = { '\uFEFFFile': ' a.mp4 ', 'Prompt ID': 'p1', PROMPT: ' A dog. ', Model: ' G ' }
  expect(readManifest([given])).toEqual({
    rows: [{ row: 1, file: 'a.mp4', prompt_id: 'p1', prompt: 'A dog.', generator: 'G', mode: 't2v', metadata: {} }],
    errors: [],
  })
})

test('[MF2] numbers, as JSON lines have them, are names too', () => {
  expect(readManifest([{ ...row, prompt_id: 7 }]).rows[0]?.prompt_id).toBe('7')
})

test.each(['file', 'prompt_id', 'prompt', 'generator'])('[MF3] an empty %s is refused', (column) => {
  const { rows, errors } = readManifest([{ ...row, [column]: '  ' }])
  expect(rows).toEqual([])
  expect(errors).toHaveLength(1)
  expect(errors[0]).toMatchObject({ row: 1, column })
  expect(errors[0]?.message).toMatch(new RegExp(`^Row 1, column "${column}": is empty; .+\\.$`))
})

test('[MF3] a mode is t2v unless said otherwise', () => {
  const modes = ['', 'I2V', 'text-to-video', 'image-to-video', undefined]
  const given = modes.map((mode, at) => ({ ...row, prompt_id: `p${at}`, file: `${at}.mp4`, mode }))
  expect(readManifest(given).rows.map(({ mode }) => mode)).toEqual(['t2v', 'i2v', 't2v', 'i2v', 't2v'])
  expect(readManifest([{ ...row, mode: 'v2v' }]).errors[0]?.message).toBe(
    'Row 1, column "mode": is "v2v"; write t2v or i2v, or leave it empty.',
  )
})

test.each(['/data/a.mp4', 'C:\\a.mp4', '\\\\server\\a.mp4'])('[MF4] %s is refused as absolute', (file) => {
  expect(readManifest([{ ...row, file }]).errors[0]?.message).toContain('relative to the manifest')
})

test('[MF4] a leading ./ is dropped, the rest kept exactly', () => {
  expect(readManifest([{ ...row, file: './sub/ä #1.mp4' }]).rows[0]?.file).toBe('sub/ä #1.mp4')
})

test('[MF5] other columns with a value are metadata', () => {
  const given = { ...row, model: 'M', Seed: 3, license: '', notes: 'ok' }
  const read = readManifest([given]).rows[0]
  expect(read?.generator).toBe('G')
  expect(read?.metadata).toEqual({ model: 'M', Seed: 3, notes: 'ok' })
})

test('[MF6] all rows are checked, and conflicts name both rows', () => {
  const { rows, errors } = readManifest([
    row,
    { ...row, generator: 'H' },
    { ...row, file: 'b.mp4', prompt: 'A cat.' },
    { ...row, file: 'c.mp4', mode: 'i2v' },
    { ...row, file: '' },
    { ...row, file: 'd.mp4' },
  ])
  expect(rows.map(({ file }) => file)).toEqual(['a.mp4', 'd.mp4'])
  expect(errors.map(({ row: at, column }) => [at, column])).toEqual([
    [2, 'file'],
    [3, 'prompt'],
    [4, 'mode'],
    [5, 'file'],
  ])
  expect(errors[0]?.message).toBe('Row 2, column "file": "a.mp4" is already in row 1; keep one of them.')
  expect(errors[1]?.message).toContain('row 1 says "A dog." for prompt_id "p1"')
})

test('[MF6] a row with a character that no text has is refused with the column, and its complaint can be kept', () => {
  const hostile = [
    { ...row, prompt: 'a\u0000b' },
    { ...row, file: 'b\ud800.mp4' },
    { ...row, note: 'a\u0000b' },
    { ...row, mode: 'a\u0000b' },
  ]
  const { rows, errors } = readManifest(hostile)
  expect(rows).toEqual([])
  expect(errors.map(({ row: number, column }) => [number, column])).toEqual([
    [1, 'prompt'],
    [2, 'file'],
    [3, 'metadata'],
    [4, 'mode'],
  ])
  for (const { message } of errors) expect(storingProblem(message)).toBeNull()
})
