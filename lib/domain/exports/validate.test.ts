import { expect, test } from 'vitest'
import { LABELS, pairOf, videoOf } from './annotated-pair.fixture'
import type { CanonicalFramePair, FrameGold } from './canonical'
import { planRelease } from './plan'
import type { GrpoRow, SftRow, SwiftMessage } from './rows/ms-swift-rows'
import { createPairValidator, ReleaseProblemsError, validateGrpoRows, validateSftRows } from './validate'

function framePair(name = 'p', change = {}): CanonicalFramePair {
  const [pair] = planRelease([pairOf(name, change)], LABELS, { seed: 's' }).pairs
  return pair as CanonicalFramePair
}

function codes(...pairs: CanonicalFramePair[]): string[] {
  const check = createPairValidator(LABELS)
  return pairs.flatMap((pair) => check(pair)).map(({ code }) => code)
}

test('[EX24] repeated pairs, one frame twice and empty pairs are reported', () => {
  const pair = framePair()
  const [a, b] = pair.frames
  expect(codes(pair, framePair('q'))).toEqual([])
  expect(codes(pair, pair)).toEqual(['duplicate-pair'])
  expect(codes({ ...pair, frames: [a, a] })).toEqual(['same-frame'])
  expect(
    codes({
      ...pair,
      preference: null,
      frames: [
        { ...a, gold: null },
        { ...b, gold: null },
      ],
    }),
  ).toEqual(['empty-pair'])
})

test('[EX25] a group or a video in two splits is reported', () => {
  const pair = framePair()
  expect(codes(pair, { ...framePair('q'), promptGroup: 'p', split: 'test' })).toEqual(['leak'])
  expect(codes(pair, { ...framePair('q', { videoA: videoOf('p-a') }), split: 'test' })).toEqual(['leak'])
})

test('[EX26] labels, boxes and scores are checked', () => {
  const pair = framePair()
  const [a, b] = pair.frames
  const withGold = (change: Partial<FrameGold>) =>
    codes({ ...pair, frames: [a, { ...b, gold: { ...(b.gold as FrameGold), ...change } }] })
  const box = (...xyxyNorm: [number, number, number, number]) => ({ label: 'extra_limbs', xyxyNorm })
  expect(withGold({ labels: ['halo'], boxes: [] })).toEqual(['unknown-label'])
  expect(withGold({ labels: ['extra_limbs', 'extra_limbs'], pseudoScore: 2.5 })).toEqual(['duplicate-label'])
  expect(withGold({ labels: ['motion_blur', 'extra_limbs'], pseudoScore: 2.5 })).toEqual(['label-order'])
  expect(withGold({ boxes: [] })).toEqual(['missing-box'])
  expect(withGold({ pseudoScore: 4.5 })).toEqual(['score-bucket'])
  expect(withGold({ pseudoScore: 3.456 })).toEqual(['score-digits'])
  expect(withGold({ labels: [], pseudoScore: 4.5 })).toEqual(['stray-box'])
  for (const bad of [
    box(0.5, 0.1, 0.5, 0.2),
    box(0.1, 0.2, 0.3, 0.1),
    box(0.5, 0.5, 1.1, 0.9),
    box(0, 0, 0.0001, 0.0001),
  ]) {
    expect(withGold({ boxes: [bad] })).toEqual(['bad-box'])
  }
})

test('[EX27] a prompt with a special token is reported', () => {
  expect(codes({ ...framePair(), promptText: 'a <image>' })).toEqual(['special-token'])
})

test('the error names the first problems and their number', () => {
  const problem = { code: 'leak', where: 'pair 1', message: 'is in two splits' }
  const error = new ReleaseProblemsError(Array.from({ length: 8 }, () => problem))
  expect(error.message).toMatch(/8 problem\(s\).*pair 1: is in two splits \(leak\).*and 3 more/)
})

const THINK = '<think>\nTwo hands.\n</think>\n'
const ANSWER = '<answer>\n{"labels":[],"score":4.50}\n</answer>'
const USER = { role: 'user' as const, content: '<image>What is broken?' }
const FULL: SftRow = {
  messages: [USER, { role: 'assistant', content: THINK + ANSWER }],
  images: ['images/f.jpg'],
  frame_id: 'f',
  think_source: 'composed',
}
const REASONING: SwiftMessage = { role: 'assistant', content: THINK, loss: false }
const CONCLUSION: SwiftMessage = { role: 'assistant', content: ANSWER, loss: true }
const MASKED: SftRow = {
  ...FULL,
  messages: [USER, REASONING, CONCLUSION],
}

const problem = (code: string, message: string) => ({ code, where: 'frame f', message })
const TURNS = problem('turns', 'epoch 1 needs a user and an assistant turn')
const TEXT = problem('assistant-text', 'the text is not exactly think and answer')
const PARTS = problem('mask', 'epoch 2 needs a reasoning part with loss false and an answer part with loss true')
const CUT = problem('mask', 'the cut must be right after "</think>\\n"')
const JOIN = problem('mask', 'the two parts do not join to the epoch 1 text')

test('[EX22] two rows of one frame that fit are in order', () => {
  expect(validateSftRows(FULL, MASKED)).toEqual([])
})

test.each<[string, SftRow['messages'], object[]]>([
  ['a turn too many', [...FULL.messages, USER], [TURNS]],
  ['a second turn of the user', [USER, { role: 'user', content: THINK + ANSWER }], [TURNS]],
  ['no answer at all', [USER], [TURNS, JOIN]],
  ['a text that is no answer', [USER, { role: 'assistant', content: 'fine' }], [TEXT, JOIN]],
])('[EX22] epoch 1: %s is reported', (_, messages, found) => {
  expect(validateSftRows({ ...FULL, messages }, MASKED)).toEqual(found)
})

test.each<[string, SftRow['messages'], object[]]>([
  ['a fourth turn', [...MASKED.messages, USER], [PARTS]],
  ['loss on the reasoning', [USER, { ...REASONING, loss: true }, CONCLUSION], [PARTS]],
  ['no loss on the answer', [USER, REASONING, { ...CONCLUSION, loss: false }], [PARTS]],
  ['no word of the answer', [USER, REASONING], [PARTS, JOIN]],
  ['no parts', [USER], [PARTS, CUT, JOIN]],
  ['a cut elsewhere', [USER, { ...REASONING, content: '<think>\n' }, CONCLUSION], [CUT, JOIN]],
])('[EX22] epoch 2: %s is reported', (_, messages, found) => {
  expect(validateSftRows(FULL, { ...MASKED, messages })).toEqual(found)
})

const GRPO: GrpoRow = {
  messages: [USER],
  images: ['images/f.jpg'],
  pair_id: 'p',
  side: 'A',
  preference: 'tie',
  distortion_labels: [],
}

test.each<[string, Partial<GrpoRow>, Partial<GrpoRow>, string[]]>([
  ['two rows that fit', {}, { side: 'B' }, []],
  ['two rows of side A', {}, {}, ['rows must be side A, then side B, of one pair']],
  ['two rows of side B', { side: 'B' }, { side: 'B' }, ['rows must be side A, then side B, of one pair']],
  ['rows of two pairs', {}, { side: 'B', pair_id: 'q' }, ['rows must be side A, then side B, of one pair']],
  ['two preferences', {}, { side: 'B', preference: 'A' }, ['both rows must have the same preference']],
  [
    'an answer',
    { messages: [USER, { role: 'assistant', content: '' }] },
    { side: 'B' },
    ['a GRPO row has no assistant turn'],
  ],
  ['no user', { messages: [] }, { side: 'B' }, ['0 image placeholder(s) for 1 image(s)']],
  ['a path out of the folder', {}, { side: 'B', images: ['a/../b.jpg'] }, ['image path a/../b.jpg is not relative']],
  ['an address', {}, { side: 'B', images: ['s3://b.jpg'] }, ['image path s3://b.jpg is not relative']],
])('[EX23] [EX28] of a pair: %s', (_, a, b, messages) => {
  const found = validateGrpoRows([
    { ...GRPO, ...a },
    { ...GRPO, ...b },
  ])
  expect(found.map(({ message }) => message)).toEqual(messages)
  expect(new Set(found.map(({ where }) => where))).toEqual(new Set(found.length > 0 ? ['pair p'] : []))
})

test('[EX28] the user turn is that of the user, its placeholder stands first, and both rows are looked at', () => {
  const late = { ...FULL, messages: [{ ...USER, content: 'first <image>' }, ...FULL.messages.slice(1)] }
  expect(validateSftRows(late, MASKED)).toEqual([problem('placeholder', '1 image placeholder(s) for 1 image(s)')])
  const spoken = { ...FULL, messages: [{ ...USER, role: 'assistant' as const }, ...FULL.messages.slice(1)] }
  expect(validateSftRows(spoken, MASKED)).toEqual([problem('placeholder', '0 image placeholder(s) for 1 image(s)')])
  const tokens = {
    ...MASKED,
    messages: [{ ...USER, content: '<image>a<|im_start|>b<|im_end|>' }, ...MASKED.messages.slice(1)],
  }
  expect(validateSftRows(FULL, tokens)).toEqual([
    problem('special-token', 'the user turn contains <|im_start|> <|im_end|>'),
  ])
  const reserved = { ...FULL, objects: 1 }
  expect(validateSftRows(reserved, MASKED)).toEqual([
    problem('reserved-column', 'column objects is reserved by ms-swift'),
  ])
})
