import { expect, test } from 'vitest'
import { hasTooManyFailures, runStateOf } from './run-state'

test('[PP8] a run stands where its clips stand', () => {
  expect(runStateOf(['done', 'queued'])).toBe('running')
  expect(runStateOf(['done', 'running', 'cancelled'])).toBe('running')
  expect(runStateOf(['done', 'failed', 'cancelled'])).toBe('cancelled')
  expect(runStateOf(['failed', 'failed'])).toBe('failed')
  expect(runStateOf(['failed', 'done'])).toBe('done')
  expect(() => runStateOf([])).toThrow(RangeError)
})

test('[PP20] five clips that the engine failed end a run that has none done', () => {
  expect(hasTooManyFailures({ engineFailures: 4, done: 0, atWork: 0 })).toBe(false)
  expect(hasTooManyFailures({ engineFailures: 5, done: 0, atWork: 0 })).toBe(true)
  expect(hasTooManyFailures({ engineFailures: 5, done: 1, atWork: 0 })).toBe(false)
  expect(hasTooManyFailures({ engineFailures: 39, done: 0, atWork: 7 })).toBe(false)
  expect(hasTooManyFailures({ engineFailures: 40, done: 0, atWork: 7 })).toBe(true)
})
