import { expect, test } from 'vitest'
import { readTaskForm, type TaskFields } from './task-form'

const PROJECT = '01932f6e-5f00-7000-8000-000000000001'
const fields: TaskFields = { frame: true, video: false, asks: 'both', overlap: '', seed: '' }

test('an empty overlap is the project’s', () => {
  const read = readTaskForm(PROJECT, fields)
  expect(read).toEqual({
    ok: true,
    input: { projectId: PROJECT, kinds: ['frame'], asks: 'both', overlap: null, seed: 0 },
  })
})

test.each([
  ['kinds', { frame: false }],
  ['overlap', { overlap: '0' }],
  ['overlap', { overlap: 'two' }],
  ['seed', { seed: 'x' }],
  ['seed', { seed: '-1' }],
])('names %s when it is wrong: %o', (name, change) => {
  const read = readTaskForm(PROJECT, { ...fields, ...change })
  expect(read.ok ? [] : [...read.wrong]).toEqual([name])
})
