import fc from 'fast-check'
import { expect, test } from 'vitest'
import { frameResultOf, parseReactAnswer } from './parse-answer'
import { softScore, spanProbability, type TokenChoice } from './soft-score'

const LABELS = ['limb_deformation', 'extra_limbs', 'motion_blur']

function token(text: string, probability = 1, top: Record<string, number> = {}): TokenChoice {
  const entries = Object.entries(top).map(([word, p]) => ({ text: word, logprob: Math.log(p) }))
  return { text, logprob: Math.log(probability), top: entries }
}

function stretch(text = '', { start, length } = { start: 0, length: 0 }): string {
  return text.slice(start, start + length)
}

test.each([
  ['exactly', '<think>\nSix fingers.\n</think>\n<answer>\n{"labels":["extra_limbs"],"score":3.42}\n</answer>'],
  ['without the end of the thought', '<think>\nSix fingers.\n<answer>\n{"labels":["extra_limbs"],"score":3.42}'],
  ['in a code fence', 'Six fingers.\n```json\n{"labels": ["Extra limbs"], "score": 3.42}\n```'],
  [
    'after a first try',
    '<think>Six fingers.</think> {"labels":[],"score":9} {"score":"3.42","labels":["extra-limbs"]}',
  ],
])('[RA1] [RA2] [RA3] an answer given %s', (_, text) => {
  const answer = parseReactAnswer(text, LABELS)
  expect(answer).toMatchObject({ labels: ['extra_limbs'], score: 3.42 })
  expect(answer?.reasoning).toContain('Six fingers.')
  expect(text.indexOf(answer?.json ?? '?')).toBe(answer?.jsonStart)
  expect(stretch(answer?.json, answer?.scoreAt)).toBe('3.42')
})

test.each([
  ['an object inside', '{"note":{"score":1},"labels":["extra_limbs"],"score":3.42}'],
  ['a brace in a string', '{"note":"a } and a { and \\"{","labels":["extra_limbs"],"score":3.42}'],
  ['an answer inside', '{"labels":["extra_limbs"],"score":3.42,"first":{"labels":["motion_blur"],"score":1}}'],
  ['an answer around', 'so {"answer": {"labels":["extra_limbs"],"score":3.42}} it is'],
  ['the key in a note', '{"note":"score\\":9","labels":["extra_limbs"],"score": " 3.42 ","why":"extra_limbs"}'],
  ['a quote left open before', 'the "{ hand {"score":3.42,"labels":["extra_limbs"]} }'],
  ['a key given twice', '{"labels":[],"score":1,"score":3.42,"labels":["extra_limbs"]}'],
])('[RA1] legal JSON with %s', (_, text) => {
  const answer = parseReactAnswer(text, LABELS)
  expect(answer).toMatchObject({ labels: ['extra_limbs'], score: 3.42 })
  expect(stretch(answer?.json, answer?.scoreAt)).toBe('3.42')
  expect(stretch(answer?.json, answer?.labelAt.extra_limbs)).toBe('extra_limbs')
  expect(answer?.json[(answer.labelAt.extra_limbs?.start ?? 0) - 2]).toBe('[')
})

test.each(['true', '[3]', '"0x4"', '"3e0"', '""', '"12"', 'null', '"4."'])('[RA1] %s is no score', (score) => {
  expect(parseReactAnswer(`{"labels":[],"score":${score}}`, LABELS)).toBeNull()
})

test('[RA1] a text of nothing but braces is given up soon', () => {
  expect(parseReactAnswer('{"a":'.repeat(10_000), LABELS)).toBeNull()
})

test('[RA2] labels come in taxonomy order, each once, unknown ones left out', () => {
  const text = '{"labels":["Motion blur","extra_limbs","sparkles","extra limbs"],"score":2}'
  expect(parseReactAnswer(text, LABELS)?.labels).toEqual(['extra_limbs', 'motion_blur'])
})

test('[RA3] no words, no reasoning', () => {
  expect(parseReactAnswer('{"labels":[],"score":5}', LABELS)?.reasoning).toBeNull()
  expect(parseReactAnswer('<answer>{"labels":[],"score":5}</answer>', LABELS)?.reasoning).toBeNull()
})

test.each(['', 'I cannot tell.', '{"labels":[],"score":7}', '{"labels":[],"score":', '{"score":3}', '{'])(
  '[RA4] no answer in %j',
  (text) => {
    expect(parseReactAnswer(text, LABELS)).toBeNull()
    expect(frameResultOf({ index: 0, ptsUs: 0 }, { text, tokens: [] }, LABELS)).toBeNull()
  },
)

test('[RA4] whatever the text, reading it never throws', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const answer = parseReactAnswer(`${text}{"labels":["motion_blur"],"score":2}`, LABELS)
      expect(answer?.labels ?? []).toEqual(answer ? ['motion_blur'] : [])
    }),
  )
})

test('[RA5] the worked example: 3.24', () => {
  const tokens = [token('{"score":'), token('3', 0.6, { 3: 0.6, 2: 0.3, 4: 0.1 }), token('.40')]
  expect(softScore(tokens, 9, 3.4)).toBeCloseTo(3.24, 10)
})

test('[RA5] a digit inside a longer token, and words beside digits', () => {
  const tokens = [token('{"score"'), token(':3.4', 0.5, { ':3.4': 0.5, ':5': 0.25, ': "': 0.25 })]
  expect(softScore(tokens, 9, 3.4)).toBeCloseTo((0.5 * 3.4 + 0.25 * 5) / 0.75, 10)
})

test('[RA5] the soft score lies within 1 and 5 and is the written one when the model was sure', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 5, noNaN: true }),
      fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }),
      (written, weights) => {
        const top = Object.fromEntries(weights.map((weight, at) => [String(at + 1), weight]))
        const soft = softScore([token(written.toFixed(2), 1, top)], 0, written)
        expect(soft).toBeGreaterThanOrEqual(1)
        expect(soft).toBeLessThanOrEqual(5)
        const digit = String(Math.floor(written))
        expect(softScore([token(written.toFixed(2), 1, { [digit]: 1 })], 0, written)).toBeCloseTo(written, 9)
      },
    ),
  )
})

test('[RA5] [RA6] without probabilities the words count', () => {
  const text = '{"labels":["motion_blur"],"score":2.5}'
  const result = frameResultOf({ index: 3, ptsUs: 9 }, { text, tokens: [] }, LABELS)
  expect(result).toEqual({
    index: 3,
    ptsUs: 9,
    score: 2.5,
    labels: { limb_deformation: 0, extra_limbs: 0, motion_blur: 1 },
    boxes: [],
  })
})

test('[RA6] a label is as likely as its tokens', () => {
  const tokens = [token('["', 0.9), token('motion', 0.5), token('_blur', 0.8), token('"]', 0.7)]
  expect(spanProbability(tokens, 2, 11)).toBeCloseTo(0.4, 10)
  const words = ['{"labels":["', 'motion', '_blur', '"],"score":', '2.00', '}']
  const probability = [1, 0.5, 0.8, 1, 1, 1]
  const told = words.map((word, at) => token(word, probability[at]))
  const result = frameResultOf({ index: 0, ptsUs: 0 }, { text: words.join(''), tokens: told }, LABELS)
  expect(result?.labels.motion_blur).toBeCloseTo(0.4, 10)
})

test('[RA6] a label in the model’s own writing is as likely as the tokens it was written with', () => {
  const words = ['{"labels":["', 'Extra', ' limbs', '"],"score":2.00}']
  const told = words.map((word, at) => token(word, [1, 0.5, 0.6, 1][at]))
  const result = frameResultOf({ index: 0, ptsUs: 0 }, { text: words.join(''), tokens: told }, LABELS)
  expect(result?.labels).toEqual({ limb_deformation: 0, extra_limbs: expect.closeTo(0.3, 10), motion_blur: 0 })
})

test.each([
  ['an end token', '', '<|im_end|>'],
  ['a part that was cut away', '<think>{"labels":[],"score":5}</think>', ''],
  ['a character in two tokens', '\uFFFD\uFFFD', '\n'],
])('[RA9] tokens with %s beside the text are read where the answer stands', (_, before, after) => {
  const text = 'é{"labels":["extra_limbs"],"score":3.40}'
  const tokens = [
    token(before),
    token('{"labels":["'),
    token('extra_limbs', 0.5),
    token('"],"score":'),
    token('3', 0.6, { 3: 0.6, 2: 0.3, 4: 0.1 }),
    token('.40}'),
    token(after),
  ]
  const result = frameResultOf({ index: 0, ptsUs: 0 }, { text, tokens }, LABELS)
  expect(result?.score).toBeCloseTo(3.24, 10)
  expect(result?.labels.extra_limbs).toBeCloseTo(0.5, 10)
})

test('[RA9] tokens that do not hold the answer as it is written are left aside', () => {
  const text = '{"labels":["extra_limbs"],"score":3.40}'
  const tokens = [
    token('{"labels": ["'),
    token('extra_limbs', 0.5),
    token('"], "score": '),
    token('3', 0.6),
    token('}'),
  ]
  const result = frameResultOf({ index: 0, ptsUs: 0 }, { text, tokens }, LABELS)
  expect(result).toMatchObject({ score: 3.4, labels: { extra_limbs: 1 } })
})
