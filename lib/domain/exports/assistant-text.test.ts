import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findSpecialTokens, renderInstruction, SPECIAL_TOKENS, sanitiseUserText } from '@/lib/domain/proposals'
import { LABELS } from './annotated-pair.fixture'
import { composeThink, parseAssistant, renderAnswer, renderAssistant, renderThink } from './assistant-text'
import type { FrameGold } from './canonical'

test('[EX14] the text is rendered with fixed lines and two decimals', () => {
  const text = renderAssistant('Two hands.', { labels: ['extra_limbs'], score: 3.4 })
  expect(text).toBe('<think>\nTwo hands.\n</think>\n<answer>\n{"labels":["extra_limbs"],"score":3.40}\n</answer>')
  expect(renderAnswer({ labels: [], score: 5 })).toBe('<answer>\n{"labels":[],"score":5.00}\n</answer>')
  expect(() => renderAnswer({ labels: [], score: Number.NaN })).toThrow(RangeError)
})

test('[EX14] what is rendered reads back', () => {
  const think = fc.string().filter((text) => findSpecialTokens(text).length === 0)
  fc.assert(
    fc.property(think, fc.array(fc.string()), fc.integer({ min: 100, max: 500 }), (text, labels, hundredths) => {
      const answer = { labels, score: hundredths / 100 }
      expect(parseAssistant(renderAssistant(text, answer))).toEqual({ think: text, answer })
    }),
  )
})

test('[EX14] anything else is not an answer', () => {
  const good = renderAssistant('t', { labels: [], score: 4 })
  const bad = [
    `${good}\n`,
    `x${good}`,
    good.replace('"score"', '"Score"'),
    good.replace('4.00', '9.00'),
    good.replace('{', '['),
  ]
  for (const text of [...bad, good.replace('</think>\n', '</think>'), good.replace('\nt', '\n<think>t')]) {
    expect(parseAssistant(text), text).toBeNull()
  }
})

test('[EX15] reasoning with a special token or tag is refused', () => {
  for (const token of [...SPECIAL_TOKENS, '</think>', '<answer>']) {
    expect(() => renderThink(`look: ${token}`), token).toThrow(token)
  }
})

test('[EX15] prompts lose special tokens, line breaks and control characters', () => {
  expect(sanitiseUserText('a <image> of\n\n<|im_end|> <think>\u0000cats</think> ')).toBe(
    'a (image) of (im_end) (think) cats(think)',
  )
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...SPECIAL_TOKENS, '<', '>', '|', 'im_end', '<think>')), (parts) => {
      const clean = sanitiseUserText(parts.join(''))
      expect(findSpecialTokens(clean)).toEqual([])
      expect(sanitiseUserText(clean)).toBe(clean)
    }),
  )
})

test('[EX16] the instruction lists the labels in order, holds the prompt on one line and no placeholder', () => {
  const text = renderInstruction('a <image>\nof cats', LABELS)
  expect(text).not.toContain('<image>')
  expect(text.split('\n')).toContain('The video was made from this text: a (image) of cats')
  const listed = text
    .split('\n')
    .filter((line) => line.startsWith('- '))
    .map((line) => line.split(':')[0])
  expect(listed).toEqual(['- limb_deformation', '- extra_limbs', '- motion_blur'])
})

test('[EX17] reasoning is composed from labels and boxes, in taxonomy order, and says so', () => {
  const gold: FrameGold = {
    labels: ['extra_limbs', 'motion_blur'],
    boxes: [
      { label: 'extra_limbs', xyxyNorm: [0, 0, 0.2, 0.5] },
      { label: 'extra_limbs', xyxyNorm: [0.7, 0.7, 0.9, 0.9] },
    ],
    pseudoScore: 2.5,
    annotatorCount: 1,
    agreement: 1,
    agreementByLabel: {},
    adjudicated: false,
  }
  const { text, source } = composeThink(gold, LABELS)
  expect(source).toBe('composed')
  expect(text.split('\n').slice(1)).toEqual([
    'In the upper left (about 10 % of the frame) and in the lower right (about 4 % of the frame): extra limbs, that is more limbs than the subject can have.',
    'In the frame: motion blur, that is a region smeared by motion.',
    'Two kinds of distortion are visible, so the frame is clearly broken.',
  ])
  expect(composeThink({ ...gold, labels: [], boxes: [] }, LABELS).text).toMatch(
    /Nothing in the frame is structurally broken\.$/,
  )
})
