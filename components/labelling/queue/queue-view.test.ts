import { expect, test } from 'vitest'
import { queueCounts } from './queue-view'

test('says what the server says: the pairs held here are among those it counts', () => {
  expect(queueCounts({ answered: 0, available: 114 }, 0)).toEqual({ answered: 0, left: 114 })
})

test('an answer that waits here is done, and no longer left', () => {
  expect(queueCounts({ answered: 20, available: 94 }, 2)).toEqual({ answered: 22, left: 92 })
  expect(queueCounts({ answered: 20, available: 0 }, 1)).toEqual({ answered: 21, left: 0 })
})
