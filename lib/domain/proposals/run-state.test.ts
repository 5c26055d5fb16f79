import { expect, test } from 'vitest'
import {
  canTransition,
  isHopeless,
  RUN_TRANSITIONS,
  RUN_VIDEO_TRANSITIONS,
  RunState,
  RunVideoState,
  runStateOf,
} from './run-state'

function allowed<State extends string>(table: Readonly<Record<State, readonly State[]>>, states: readonly State[]) {
  return states.flatMap((from) => states.filter((to) => canTransition(table, from, to)).map((to) => `${from}→${to}`))
}

test('[PP6] a run moves only along its table', () => {
  expect(allowed(RUN_TRANSITIONS, RunState.options)).toEqual([
    'queued→running',
    'queued→failed',
    'queued→cancelled',
    'running→done',
    'running→failed',
    'running→cancelled',
    'done→queued',
    'failed→queued',
    'cancelled→queued',
  ])
})

test('[PP7] a clip of a run moves only along its table', () => {
  expect(allowed(RUN_VIDEO_TRANSITIONS, RunVideoState.options)).toEqual([
    'queued→running',
    'queued→failed',
    'queued→cancelled',
    'running→done',
    'running→failed',
    'running→cancelled',
    'failed→queued',
    'cancelled→queued',
  ])
})

test('[PP8] a run stands where its clips stand', () => {
  expect(runStateOf(['done', 'queued'])).toBe('running')
  expect(runStateOf(['done', 'running', 'cancelled'])).toBe('running')
  expect(runStateOf(['done', 'failed', 'cancelled'])).toBe('cancelled')
  expect(runStateOf(['failed', 'failed'])).toBe('failed')
  expect(runStateOf(['failed', 'done'])).toBe('done')
  expect(() => runStateOf([])).toThrow(RangeError)
})

test('[PP20] five clips that the engine failed end a run that has none done', () => {
  expect(isHopeless({ engineFailures: 4, done: 0, atWork: 0 })).toBe(false)
  expect(isHopeless({ engineFailures: 5, done: 0, atWork: 0 })).toBe(true)
  expect(isHopeless({ engineFailures: 5, done: 1, atWork: 0 })).toBe(false)
  expect(isHopeless({ engineFailures: 39, done: 0, atWork: 7 })).toBe(false)
  expect(isHopeless({ engineFailures: 40, done: 0, atWork: 7 })).toBe(true)
})
