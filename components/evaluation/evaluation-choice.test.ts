import { expect, test } from 'vitest'
import { firstChoice, newestOf } from './evaluation-choice'

const people = { truth: 'people', scope: 'all', state: 'done' } as const
const planted = { truth: 'planted', scope: 'all', state: 'done' } as const

test('who has not chosen sees the first that has figures, people before the planted truth', () => {
  expect(firstChoice([planted, people])).toEqual({ truth: 'people', scope: 'all' })
  expect(firstChoice([planted, { ...people, state: 'queued' }])).toEqual({ truth: 'planted', scope: 'all' })
  expect(firstChoice([])).toEqual({ truth: 'people', scope: 'all' })
})

test('the newest of a choice, in any state or in one', () => {
  const newer = { ...people, state: 'failed' } as const
  expect(newestOf([newer, people], people)).toBe(newer)
  expect(newestOf([newer, people], people, 'done')).toBe(people)
  expect(newestOf([newer], { truth: 'people', scope: 'hidden' })).toBeUndefined()
})
