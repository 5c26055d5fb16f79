import { expect, test } from 'vitest'
import { answerProblems } from './answer-problems'
import type { AnswerTask } from './answer-task'
import { EMPTY_SCREEN_ANSWER, type ScreenAnswer, type ScreenMark } from './screen-answer'

const PROPOSAL = '00000000-0000-7000-8000-0000000000aa'
const OTHER_PROPOSAL = '00000000-0000-7000-8000-0000000000bb'
const BOX = { x: 0.1, y: 0.2, w: 0.3, h: 0.4 }

function task(changes: Partial<AnswerTask> = {}): AnswerTask {
  const ptsUs = [0, 40_000, 80_000, 120_000]
  return {
    kind: 'frame',
    asks: 'both',
    sides: {
      left: { frameIndex: 2, ptsUs, proposalIds: new Set([PROPOSAL]) },
      right: { frameIndex: 1, ptsUs, proposalIds: new Set() },
    },
    labels: new Map([
      ['extra_limbs', { name: 'Extra limbs', needsBox: true }],
      ['motion_blur', { name: 'Motion blur', needsBox: false }],
    ]),
    ...changes,
  }
}

let marks = 0
function mark(changes: Partial<ScreenMark> = {}): ScreenMark {
  marks += 1
  const id = `00000000-0000-7000-8000-${String(marks).padStart(12, '0')}`
  return {
    id,
    side: 'left',
    frameIndex: 2,
    ptsUs: 80_000,
    labelKey: 'extra_limbs',
    box: BOX,
    proposalId: null,
    trackId: null,
    interpolated: false,
    ...changes,
  }
}

/** Left marked, right clean, right preferred. */
function answer(changes: Partial<ScreenAnswer> = {}): ScreenAnswer {
  const clean = [{ side: 'right' as const, frameIndex: 1 }]
  return { ...EMPTY_SCREEN_ANSWER, preference: 'right', marks: [mark()], clean, ...changes }
}

function found(given: ScreenAnswer, of: AnswerTask = task()) {
  return answerProblems(given, of).map(({ rule, side, message }) => ({ rule, side, message }))
}

test('[AN1] [AN3] an answer with a preference and a word on each side is complete', () => {
  expect(found(answer())).toEqual([])
  expect(answerProblems(EMPTY_SCREEN_ANSWER, task())).not.toEqual([])
})

test('[AN1] names the missing preference, and one that nobody asked for', () => {
  expect(found(answer({ preference: null }))).toEqual([
    { rule: 'AN1', side: null, message: 'Say which side is less broken: left, right, both good or both bad.' },
  ])
  expect(found(answer(), task({ asks: 'attribution' })).map(({ rule }) => rule)).toEqual(['AN1'])
  expect(found(answer({ preference: null }), task({ asks: 'attribution' }))).toEqual([])
})

test('[AN15] only a preferred side can be slightly or strongly better', () => {
  expect(found(answer({ preference: 'left', strength: 'slight' }))).toEqual([])
  for (const preference of ['tie_good', 'tie_bad'] as const) {
    expect(found(answer({ preference, strength: 'strong' }))).toEqual([
      {
        rule: 'AN15',
        side: null,
        message: '"strong" says how much better one side is; choose left or right, or remove it.',
      },
    ])
  }
  const attribution = task({ asks: 'attribution' })
  expect(found(answer({ preference: null, strength: 'slight' }), attribution).map(({ rule }) => rule)).toEqual(['AN15'])
})

test('[TR4] a track with a gap keeps an answer from being sent', () => {
  const trackId = '00000000-0000-7000-8000-0000000000cc'
  const keyframes = [mark({ frameIndex: 0, ptsUs: 0, trackId }), mark({ frameIndex: 2, trackId })]
  const clean = [{ side: 'right' as const, frameIndex: null }]
  expect(found(answer({ marks: keyframes, clean }), task({ kind: 'video' })).map(({ rule }) => rule)).toEqual(['TR4'])
})

test('[AN2] a task that asks for the preference alone takes nothing else', () => {
  const preference = task({ asks: 'preference' })
  expect(found({ ...EMPTY_SCREEN_ANSWER, preference: 'tie_good' }, preference)).toEqual([])
  for (const extra of [{ marks: [mark()] }, { clean: answer().clean }, { proposals: [decision(PROPOSAL)] }]) {
    expect(found({ ...EMPTY_SCREEN_ANSWER, preference: 'left', ...extra }, preference).map(({ rule }) => rule)).toEqual(
      ['AN2'],
    )
  }
})

test('[AN3] names each side of which nothing was said, as the person sees it', () => {
  expect(found(answer({ marks: [], clean: [] }))).toEqual([
    { rule: 'AN3', side: 'left', message: 'The left frame: mark what is wrong, or say "no distortion".' },
    { rule: 'AN3', side: 'right', message: 'The right frame: mark what is wrong, or say "no distortion".' },
  ])
})

test('[AN3] of a clip, "no distortion" of one frame is not a word on the whole', () => {
  const video = task({ kind: 'video' })
  expect(found(answer(), video).map(({ rule, side }) => [rule, side])).toEqual([['AN3', 'right']])
  const whole = { side: 'right' as const, frameIndex: null }
  expect(found(answer({ clean: [whole] }), video)).toEqual([])
  expect(found(answer({ clean: [whole, { side: 'right', frameIndex: 3 }] }), video)).toEqual([])
})

test('[AN4] a frame pair takes marks and "no distortion" on its own frames only', () => {
  const strayMark = mark({ frameIndex: 1, ptsUs: 40_000 })
  expect(found(answer({ marks: [strayMark] }))).toEqual([
    {
      rule: 'AN4',
      side: 'left',
      message: '"Extra limbs" is on frame 1 of the left clip, but this task is about frame 2; move or delete it.',
    },
  ])
  for (const frameIndex of [2, null]) {
    expect(found(answer({ clean: [{ side: 'right', frameIndex }] })).map(({ rule }) => rule)).toEqual(['AN4'])
  }
  expect(
    found(answer({ marks: [strayMark], clean: [{ side: 'right', frameIndex: null }] }), task({ kind: 'video' })),
  ).toEqual([])
})

test('[AN5] a frame lies within the clip and its time is that of the frame table', () => {
  const video = task({ kind: 'video' })
  const clean = [{ side: 'right' as const, frameIndex: null }]
  const rules = (frameIndex: number, ptsUs: number) =>
    found(answer({ clean, marks: [mark({ frameIndex, ptsUs })] }), video).map(({ rule }) => rule)
  expect(rules(0, 0)).toEqual([])
  expect(rules(3, 120_000)).toEqual([])
  expect(rules(3, 120_001)).toEqual(['AN5'])
  expect(rules(4, 160_000)).toEqual(['AN5'])
  expect(found(answer({ clean: [...clean, { side: 'right', frameIndex: 4 }] }), video).map(({ rule }) => rule)).toEqual(
    ['AN5'],
  )
})

test('[AN6] a label outside the taxonomy of the task is named', () => {
  expect(found(answer({ marks: [mark({ labelKey: 'flicker' })] }))).toEqual([
    {
      rule: 'AN6',
      side: 'left',
      message: 'There is no label "flicker" in the taxonomy of this task; choose another label.',
    },
  ])
})

test('[AN7] a label that needs a box asks for it; others do without', () => {
  expect(found(answer({ marks: [mark({ box: null })] }))).toEqual([
    {
      rule: 'AN7',
      side: 'left',
      message: '"Extra limbs" on frame 2 of the left clip needs a box; draw it around the broken part.',
    },
  ])
  expect(found(answer({ marks: [mark({ labelKey: 'motion_blur', box: null })] }))).toEqual([])
})

test('[AN8] one thing is marked once, two boxes are two things', () => {
  const first = mark()
  expect(found(answer({ marks: [first, mark()] })).map(({ rule }) => rule)).toEqual(['AN8'])
  expect(found(answer({ marks: [first, { ...first, box: { ...BOX, x: 0.5 } }] })).map(({ rule }) => rule)).toEqual([
    'AN8',
  ])
  expect(found(answer({ marks: [first, mark({ box: { ...BOX, x: 0.5 } })] }))).toEqual([])
})

test('[AN9] "no distortion" contradicts a mark and is said once', () => {
  const clean = answer().clean
  const marked = answer({ marks: [mark(), mark({ side: 'right', frameIndex: 1, ptsUs: 40_000 })] })
  expect(found(marked)).toEqual([
    {
      rule: 'AN9',
      side: 'right',
      message: 'Frame 1 of the right clip has "no distortion" and a mark on frame 1; remove one of the two.',
    },
  ])
  expect(found(answer({ clean: [...clean, ...clean] })).map(({ rule }) => rule)).toEqual(['AN9'])
  const video = task({ kind: 'video' })
  const both = answer({
    clean: [
      { side: 'right', frameIndex: null },
      { side: 'left', frameIndex: null },
    ],
  })
  expect(found(both, video).map(({ rule, side }) => [rule, side])).toEqual([['AN9', 'left']])
})

test('[AN9] marks and verdicts of the largest answer meet in one pass', () => {
  const frames = Array.from({ length: 5000 }, (_, frameIndex) => frameIndex)
  const ptsUs = frames.map((frameIndex) => frameIndex * 40_000)
  const side = { frameIndex: 0, ptsUs, proposalIds: new Set<string>() }
  let reads = 0
  const marks = frames.map((frameIndex) => ({
    ...mark({ frameIndex, ptsUs: frameIndex * 40_000 }),
    get side() {
      reads += 1
      return 'left' as const
    },
  }))
  const clean = frames.map((frameIndex) => ({ side: 'right' as const, frameIndex }))
  answerProblems(answer({ marks, clean }), task({ kind: 'video', sides: { left: side, right: side } }))
  expect(reads).toBeLessThan(50 * marks.length)
})

test('[AN10] proposals belong to the clip they are copied to, and are decided once', () => {
  expect(found(answer({ marks: [mark({ proposalId: PROPOSAL })], proposals: [decision(PROPOSAL)] }))).toEqual([])
  const stray = mark({ side: 'right', frameIndex: 1, ptsUs: 40_000, proposalId: PROPOSAL })
  expect(found(answer({ marks: [mark(), stray], clean: [] })).map(({ rule, side }) => [rule, side])).toEqual([
    ['AN10', 'right'],
  ])
  expect(found(answer({ proposals: [decision(OTHER_PROPOSAL)] })).map(({ rule }) => rule)).toEqual(['AN10'])
  expect(found(answer({ proposals: [decision(PROPOSAL), decision(PROPOSAL)] })).map(({ rule }) => rule)).toEqual([
    'AN10',
  ])
})

function decision(proposalId: string) {
  return { proposalId, outcome: 'rejected' as const }
}
