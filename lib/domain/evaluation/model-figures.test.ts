import { expect, test } from 'vitest'
import { trendOf } from './model-figures'

test('[EV11] the newest evaluation of each version, oldest version first', () => {
  const at = (id: string, createdAt: string) => ({ model: { id }, createdAt })
  const [old, fresh, first, last] = [at('2', '2026-01'), at('2', '2026-03'), at('1', '2026-02'), at('3', '2026-01')]
  expect(trendOf([last, old, fresh, first])).toEqual([first, fresh, last])
  expect(trendOf([])).toEqual([])
})
