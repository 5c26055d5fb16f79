import { expect, test } from 'vitest'
import { createRng } from '@/lib/domain/shared'
import { EngineAnswerError } from '../engine-errors'
import { chooseToken } from './token-chooser'

/** Logits of a vocabulary of 40, with the given probabilities at the given ids and next to nothing elsewhere. */
function logits(probabilities: Record<number, number>): Float32Array {
  const scores = new Float32Array(40).fill(-60)
  for (const [id, probability] of Object.entries(probabilities)) scores[Number(id)] = Math.log(probability) + 5
  return scores
}

test('[RA7] greedy takes the likeliest and tells what else there was', () => {
  const step = chooseToken(logits({ 7: 0.3, 21: 0.6, 30: 0.1 }), null)
  expect(step.id).toBe(21)
  expect(Math.exp(step.logprob)).toBeCloseTo(0.6, 5)
  expect(step.top).toHaveLength(10)
  expect(step.top.slice(0, 3).map(({ id }) => id)).toEqual([21, 7, 30])
  expect(step.top.slice(0, 3).map(({ logprob }) => Math.exp(logprob))).toEqual([
    expect.closeTo(0.6, 5),
    expect.closeTo(0.3, 5),
    expect.closeTo(0.1, 5),
  ])
})

test('[RA7] of equal scores the first token of the vocabulary wins, as in PyTorch', () => {
  const step = chooseToken(new Float32Array(40).fill(2), null)
  expect(step.id).toBe(0)
  expect(step.top.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
})

test('[RA7] the worked example: 0.78, 0.20, 0.02 at temperature 0.5, told with the model’s own probability', () => {
  const rng = createRng('draws')
  const drawn = Array.from({ length: 6000 }, () =>
    chooseToken(logits({ 7: 0.3, 21: 0.6, 30: 0.1 }), { temperature: 0.5, rng }),
  )
  const share = (id: number) => drawn.filter((step) => step.id === id).length / drawn.length
  expect(share(21)).toBeCloseTo(0.78, 1)
  expect(share(7)).toBeCloseTo(0.2, 1)
  expect(share(30)).toBeGreaterThan(0.01)
  expect(Math.exp(drawn.find(({ id }) => id === 7)?.logprob ?? 0)).toBeCloseTo(0.3, 5)
})

test('[RA7] the same seed draws the same tokens', () => {
  const draw = (seed: number) => {
    const rng = createRng(seed)
    const scores = logits({ 1: 0.4, 2: 0.3, 3: 0.3 })
    return Array.from({ length: 30 }, () => chooseToken(scores, { temperature: 0.5, rng }).id)
  }
  expect(draw(3)).toEqual(draw(3))
  expect(draw(3)).not.toEqual(draw(4))
})

test.each([Number.NaN, Number.POSITIVE_INFINITY])('scores of %d are refused', (wrong) => {
  const scores = new Float32Array(40).fill(wrong)
  expect(() => chooseToken(scores, null)).toThrow(EngineAnswerError)
  expect(() => chooseToken(scores, null)).toThrow(/try another dtype/)
})
