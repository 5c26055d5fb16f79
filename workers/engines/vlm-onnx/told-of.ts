import type { TokenChoice } from '@/lib/domain/proposals'
import type { Told } from '../told'
import type { Step } from './token-chooser'

/** Text of token ids, special ones left out. */
export type Decode = (ids: readonly number[]) => string

// A character of four bytes may be spread over as many tokens.
const LONGEST_CHARACTER = 4

/**
 * The words of an answer, token by token, up to its end. A token that ends inside a character has no text; the one that
 * completes it has all, so that the tokens' texts joined are the text.
 */
export function toldOf(steps: readonly Step[], endIds: ReadonlySet<number>, decode: Decode): Told {
  const end = steps.findIndex(({ id }) => endIds.has(id))
  const answer = end < 0 ? steps : steps.slice(0, end)
  const tokens: TokenChoice[] = []
  let pending: number[] = []
  for (const [place, { id, logprob, top }] of answer.entries()) {
    pending.push(id)
    const words = decode(pending)
    const unfinished = words.endsWith('\uFFFD') && pending.length < LONGEST_CHARACTER && place < answer.length - 1
    const text = unfinished ? '' : words
    if (!unfinished) pending = []
    const others = top.map((other) => ({ text: decode([other.id]), logprob: other.logprob }))
    tokens.push({ text, logprob, top: others })
  }
  return { text: tokens.map(({ text }) => text).join(''), tokens, finish: end < 0 ? 'length' : 'stop' }
}
