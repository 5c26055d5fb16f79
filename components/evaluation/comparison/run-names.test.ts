import { expect, test } from 'vitest'
import { axisName, startedAt } from './run-names'

test('runs of one minute can be told apart', () => {
  const names = ['2026-03-01T12:00:07Z', '2026-03-01T12:00:42Z'].map((createdAt) => startedAt({ createdAt }, 'UTC'))
  expect(names[0]).toMatch(/Mar 1, 2026.*12:00:07/)
  expect(new Set(names).size).toBe(2)
})

test('an axis names model and version, and keeps the ends of a long name', () => {
  expect(axisName({ model: { id: '', name: 'framejury-default', version: '2' } })).toBe('framejury-default 2')
  const long = { id: '', name: 'qwen2-vl-finetuned-on-distortions-2b' }
  const names = ['2026.03.01', '2026.03.02'].map((version) => axisName({ model: { ...long, version } }))
  expect(new Set(names).size).toBe(2)
  for (const name of names) expect(name.length).toBeLessThanOrEqual(34)
})
