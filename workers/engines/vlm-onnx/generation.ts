import { LogitsProcessor, StoppingCriteria, type Tensor } from '@huggingface/transformers'
import type { TokenChoice } from '@/lib/domain/proposals'
import type { VlmAnswer } from '../vlm-answer'
import { chooseToken, type Sampling, type Step } from './token-chooser'

/**
 * Chooses each next token itself and records the alternatives; transformers.js keeps no scores. It leaves only the
 * score of its choice, so that the greedy pick that follows cannot choose another token.
 */
export class TokenRecorder extends LogitsProcessor {
  readonly steps: Step[][]
  readonly #sampling: readonly (Sampling | null)[]

  /** @param sampling one for each frame of the batch; null is greedy */
  constructor(sampling: readonly (Sampling | null)[]) {
    super()
    this.#sampling = sampling
    this.steps = sampling.map(() => [])
  }

  override _call(_inputIds: bigint[][], logits: Tensor): Tensor {
    const size = logits.dims.at(-1) ?? 0
    if (!(logits.data instanceof Float32Array)) throw new TypeError(`The logits are ${logits.type} instead of float32.`)
    for (const [row, steps] of this.steps.entries()) {
      const scores = logits.data.subarray(row * size, (row + 1) * size)
      const step = chooseToken(scores, this.#sampling[row] ?? null)
      steps.push(step)
      scores.fill(Number.NEGATIVE_INFINITY)
      scores[step.id] = 0
    }
    return logits
  }
}

/** Ends a batch when every frame's answer has ended, not only together, or when the run is cancelled. */
export class AllEnded extends StoppingCriteria {
  readonly #ended: boolean[] = []
  readonly #endIds: ReadonlySet<number>
  readonly #signal: AbortSignal

  constructor(endIds: ReadonlySet<number>, signal: AbortSignal) {
    super()
    this.#endIds = endIds
    this.#signal = signal
  }

  override _call(inputIds: (number | bigint)[][]): boolean[] {
    return inputIds.map((ids, row) => {
      this.#ended[row] ||= this.#endIds.has(Number(ids.at(-1)))
      return this.#ended[row] || this.#signal.aborted
    })
  }
}

/** Text of token ids, special ones left out. */
type Decode = (ids: readonly number[]) => string

// A character of four bytes may be spread over as many tokens.
const LONGEST_CHARACTER = 4

/**
 * The text of an answer, token by token, up to its end. A token that ends inside a character has no text; the one that
 * completes it has all, so that the tokens' texts joined are the text.
 */
export function answerOfSteps(steps: readonly Step[], endIds: ReadonlySet<number>, decode: Decode): VlmAnswer {
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
