import { expect, test } from 'vitest'
import type { PairKind } from '@/lib/domain/media'
import type { ScreenSeen } from './screen-answer'
import { suspectFrames, verdictOfScore, type WatchTask, watchProblems } from './watched'
import type { SeenRanges } from './work'

function task(suspects: { left?: number[]; right?: number[] } = {}, kind: PairKind = 'video'): WatchTask {
  const side = { frameIndex: 7, frames: 100 }
  const left = { ...side, suspects: suspects.left ?? [] }
  return { kind, sides: { left, right: { ...side, suspects: suspects.right ?? [] } } }
}

const WHOLE: SeenRanges = [[0, 99]]

function said(seen: ScreenSeen, of: WatchTask = task()): string[] {
  return watchProblems(seen, of).map(({ message }) => message)
}

test('[WA1] a clip is played once 95 of 100 frames were on screen', () => {
  expect(said({ left: WHOLE, right: [[5, 99]] })).toEqual([])
  expect(said({ left: WHOLE, right: [[6, 99]] })).toEqual(['Play the right clip to its end.'])
  const twoParts: SeenRanges = [
    [0, 40],
    [46, 99],
  ]
  expect(said({ left: WHOLE, right: twoParts })).toEqual([])
})

test('[WA1] frames beyond the clip and frames said twice do not count', () => {
  const twice: SeenRanges = [
    [0, 60],
    [50, 93],
    [20, 30],
    [99, 5000],
  ]
  expect(said({ left: WHOLE, right: twice })).toEqual([])
  expect(said({ left: WHOLE, right: [...twice.slice(0, 3), [100, 5000]] })).toEqual(['Play the right clip to its end.'])
})

test('[WA1] ranges count in whatever order they were sent', () => {
  const backwards: SeenRanges = [
    [60, 99],
    [30, 59],
    [0, 29],
  ]
  expect(said({ left: backwards, right: WHOLE })).toEqual([])
  expect(said({ left: backwards.slice(0, 2), right: WHOLE })).toEqual(['Play the left clip to its end.'])
})

test('[WA2] proposals and low scores make a frame suspect, once and in order', () => {
  const proposals = [{ frameIndex: 40 }, { frameIndex: 8 }, { frameIndex: 40 }]
  const scores = [
    { frameIndex: 8, score: 1.5 },
    { frameIndex: 20, score: 3 },
    { frameIndex: 30, score: 2.99 },
  ]
  const thresholds = { distortedScore: 3, high: 4 }
  expect(suspectFrames({ proposals, scores, thresholds })).toEqual([8, 30, 40])
  expect(suspectFrames({ proposals, scores, thresholds: { ...thresholds, distortedScore: 3.5 } })).toEqual([
    8, 20, 30, 40,
  ])
  expect(suspectFrames({ proposals, scores, thresholds: null })).toEqual([8, 40])
  expect(suspectFrames({ proposals: [], scores: [], thresholds })).toEqual([])
})

test('[WA5] a score is read by the thresholds of its own model', () => {
  const read = (distortedScore: number, high: number) =>
    [2.9, 3.2, 3.5, 4, 4.5].map((score) => verdictOfScore(score, { distortedScore, high }))
  expect(read(3.5, 4)).toEqual(['distorted', 'distorted', 'doubtful', 'clean', 'clean'])
  expect(read(3, 4.2)).toEqual(['distorted', 'doubtful', 'doubtful', 'doubtful', 'clean'])
  expect(read(3.2, 3.2)).toEqual(['distorted', 'clean', 'clean', 'clean', 'clean'])
})

test('[WA3] the worked example: looking at every suspect frame is enough, of both sides together', () => {
  const of = task({ left: [10, 40] })
  const looked: SeenRanges = [
    [10, 10],
    [40, 41],
  ]
  expect(said({ left: looked, right: [] }, of)).toEqual([])
  expect(said({ left: WHOLE, right: WHOLE }, of)).toEqual([])
  expect(said({ left: [[0, 30]], right: WHOLE }, of)).toEqual([
    'Play the left clip to its end, or look at its 1 suspect frame not seen yet.',
  ])
})

test('[WA3] says per clip what is left, and of a clip without any that playing is', () => {
  expect(said({ left: [], right: [] })).toEqual(['Play the left clip to its end.', 'Play the right clip to its end.'])
  expect(said({ left: [], right: [[3, 3]] }, task({ left: [10, 40], right: [3] }))).toEqual([
    'Play the left clip to its end, or look at its 2 suspect frames not seen yet.',
  ])
  expect(said({ left: [], right: [] }, task({ left: [10], right: [3] }))).toHaveLength(2)
})

test('[WA3] a clip that was played all but for a suspect frame still counts as played, not as looked at', () => {
  const of = task({ left: [98], right: [3] })
  expect(said({ left: [[0, 96]], right: [[3, 3]] }, of)).toEqual([
    'Play the right clip to its end, or look at the 1 suspect frame not seen yet of the left clip.',
  ])
  expect(said({ left: [[0, 96]], right: WHOLE }, of)).toEqual([])
})

test('[WA4] a frame pair wants its two frames on screen', () => {
  const of = task({ left: [50] }, 'frame')
  expect(said({ left: [[7, 7]], right: [[0, 10]] }, of)).toEqual([])
  expect(watchProblems({ left: [[0, 6]], right: WHOLE }, of)).toEqual([
    { rule: 'WA4', side: 'left', frameIndex: 7, markId: null, message: 'Look at frame 7 of the left clip.' },
  ])
})
