import { expect, test } from 'vitest'
import type { PairKind } from './answer-task'
import { isWatched, suspectFrames, type WatchTask, watchProblems } from './watched'
import type { Seen, SeenRanges } from './work'

function task(suspects: { A?: number[]; B?: number[] } = {}, kind: PairKind = 'video'): WatchTask {
  const side = { frameIndex: 7, frames: 100 }
  const A = { ...side, name: 'left', suspects: suspects.A ?? [] }
  return { kind, sides: { A, B: { ...side, name: 'right', suspects: suspects.B ?? [] } } }
}

const WHOLE: SeenRanges = [[0, 99]]

function said(seen: Seen, of: WatchTask = task()): string[] {
  return watchProblems(seen, of).map(({ message }) => message)
}

test('[WA1] a clip is played once 95 of 100 frames were on screen', () => {
  expect(isWatched({ A: WHOLE, B: [[5, 99]] }, task())).toBe(true)
  expect(said({ A: WHOLE, B: [[6, 99]] })).toEqual(['Play the right clip to its end.'])
  expect(
    isWatched(
      {
        A: WHOLE,
        B: [
          [0, 40],
          [46, 99],
        ],
      },
      task(),
    ),
  ).toBe(true)
})

test('[WA1] frames beyond the clip and frames said twice do not count', () => {
  const twice: SeenRanges = [
    [0, 60],
    [50, 93],
    [20, 30],
    [99, 5000],
  ]
  expect(said({ A: WHOLE, B: twice })).toEqual([])
  expect(said({ A: WHOLE, B: [...twice.slice(0, 3), [100, 5000]] })).toEqual(['Play the right clip to its end.'])
})

test('[WA2] proposals and low scores make a frame suspect, once and in order', () => {
  const proposals = [{ frameIndex: 40 }, { frameIndex: 8 }, { frameIndex: 40 }]
  const scores = [
    { frameIndex: 8, score: 1.5 },
    { frameIndex: 20, score: 3 },
    { frameIndex: 30, score: 2.99 },
  ]
  expect(suspectFrames({ proposals, scores })).toEqual([8, 30, 40])
  expect(suspectFrames({ proposals: [], scores: [] })).toEqual([])
})

test('[WA3] the worked example: looking at every suspect frame is enough, of both sides together', () => {
  const of = task({ A: [10, 40] })
  const looked: SeenRanges = [
    [10, 10],
    [40, 41],
  ]
  expect(said({ A: looked, B: [] }, of)).toEqual([])
  expect(said({ A: WHOLE, B: WHOLE }, of)).toEqual([])
  expect(said({ A: [[0, 30]], B: WHOLE }, of)).toEqual([
    'Play the left clip to its end, or look at its 1 suspect frame not seen yet.',
  ])
})

test('[WA3] says per clip what is left, and of a clip without any that playing is', () => {
  expect(said({ A: [], B: [] })).toEqual(['Play the left clip to its end.', 'Play the right clip to its end.'])
  expect(said({ A: [], B: [[3, 3]] }, task({ A: [10, 40], B: [3] }))).toEqual([
    'Play the left clip to its end, or look at its 2 suspect frames not seen yet.',
  ])
  expect(said({ A: [], B: [] }, task({ A: [10], B: [3] }))).toHaveLength(2)
})

test('[WA3] a clip that was played all but for a suspect frame still counts as played, not as looked at', () => {
  const of = task({ A: [98], B: [3] })
  expect(said({ A: [[0, 96]], B: [[3, 3]] }, of)).toEqual([
    'Play the right clip to its end, or look at the 1 suspect frame not seen yet of the left clip.',
  ])
  expect(isWatched({ A: [[0, 96]], B: WHOLE }, of)).toBe(true)
})

test('[WA4] a frame pair wants its two frames on screen', () => {
  const of = task({ A: [50] }, 'frame')
  expect(said({ A: [[7, 7]], B: [[0, 10]] }, of)).toEqual([])
  expect(watchProblems({ A: [[0, 6]], B: WHOLE }, of)).toEqual([
    { rule: 'WA4', side: 'A', frameIndex: 7, markId: null, message: 'Look at frame 7 of the left clip.' },
  ])
})
