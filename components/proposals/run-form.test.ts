import { expect, test } from 'vitest'
import { readRunForm } from './run-form'

const fields = {
  modelVersionId: '01932f6e-5f00-7000-8000-000000000001',
  targetFps: '2',
  high: '',
  low: '',
  seed: '0',
}

test('empty thresholds are the model’s own', () => {
  expect(readRunForm(fields)).toEqual({
    ok: true,
    input: { modelVersionId: fields.modelVersionId, seed: 0, settings: { targetFps: 2, high: null, low: null } },
  })
})

test.each([
  ['targetFps', { targetFps: '0' }],
  ['targetFps', { targetFps: '' }],
  ['targetFps', { targetFps: 'fast' }],
  ['high', { high: '5.1' }],
  ['low', { high: '3', low: '4' }],
  ['seed', { seed: '1.5' }],
  ['modelVersionId', { modelVersionId: '' }],
])('names %s when it is wrong: %o', (name, change) => {
  const read = readRunForm({ ...fields, ...change })
  expect(read.ok ? [] : [...read.wrong.keys()]).toEqual([name])
})
