import { expect, test } from 'vitest'
import { loopSteps } from './loop-steps'

const FRESH = {
  videos: { ready: 0, probing: 0, refused: 0 },
  prompts: 0,
  generators: 0,
  pairs: 0,
  runs: 0,
  tasks: { open: 0, done: 0, answersWanted: 0, answers: 0 },
  awaitingReview: 0,
  releases: 0,
  daily: [],
}

test('a fresh project begins with importing videos', () => {
  expect(loopSteps(FRESH).map(({ state }) => state)).toEqual(['next', 'later', 'later', 'later', 'later', 'later'])
})

test('with tasks open, labelling is next, though a release exists already', () => {
  const figures = {
    ...FRESH,
    videos: { ready: 24, probing: 0, refused: 0 },
    runs: 1,
    tasks: { open: 10, done: 5, answersWanted: 30, answers: 12 },
    awaitingReview: 3,
    releases: 1,
  }
  const steps = loopSteps(figures)
  expect(steps.find(({ state }) => state === 'next')?.key).toBe('label')
  expect(steps.filter(({ state }) => state === 'done').map(({ key }) => key)).toEqual([
    'import',
    'propose',
    'tasks',
    'release',
  ])
})
