import { expect, test } from 'vitest'
import { answerOfSteps } from './generation'
import type { Step } from './token-chooser'

const END = new Set([0])
/** Bytes of each token; 0 ends the answer. */
const BYTES: Record<number, number[]> = { 1: [0x68], 2: [0xc3], 3: [0xa9], 4: [0xf0, 0x9f], 5: [0x98, 0x80] }

function decode(ids: readonly number[]): string {
  return new TextDecoder().decode(new Uint8Array(ids.flatMap((id) => BYTES[id] ?? [])))
}

function steps(...ids: number[]): Step[] {
  return ids.map((id) => ({ id, logprob: -id, top: [{ id: 1, logprob: -0.5 }] }))
}

test('[RA8] a character spread over tokens belongs to the one that completes it', () => {
  const answer = answerOfSteps(steps(1, 2, 3, 4, 5, 1, 0), END, decode)
  expect(answer.tokens.map(({ text }) => text)).toEqual(['h', '', 'é', '', '😀', 'h'])
  expect(answer).toMatchObject({ text: 'hé😀h', finish: 'stop' })
  expect(answer.tokens[2]).toEqual({ text: 'é', logprob: -3, top: [{ text: 'h', logprob: -0.5 }] })
})

test('[RA8] an answer stops at its end token; without one it was cut off', () => {
  expect(answerOfSteps(steps(1, 1, 0, 1, 1), END, decode)).toMatchObject({ text: 'hh', finish: 'stop' })
  expect(answerOfSteps(steps(1, 1), END, decode)).toMatchObject({ text: 'hh', finish: 'length' })
  expect(answerOfSteps(steps(1, 2), END, decode)).toMatchObject({ text: 'h\uFFFD', finish: 'length' })
})

test('[RA8] bytes that never become a character do not swallow what follows', () => {
  const answer = answerOfSteps(steps(2, 2, 2, 2, 1, 0), END, decode)
  expect(answer.text.endsWith('h')).toBe(true)
  expect(answer.tokens.map(({ text }) => text).join('')).toBe(answer.text)
})
