import type { Rng } from '@/lib/domain/shared'
import { EngineAnswerError } from '../engine-errors'

/** A token with its log probability (natural) under the model, whatever the temperature. */
export type Candidate = { id: number; logprob: number }

/** One place of an answer: the token that was written, and the likeliest there, best first. */
export type Step = Candidate & { top: readonly Candidate[] }

export type Sampling = { temperature: number; rng: Rng }

const TOP = 10

/**
 * The next token from the model's scores for the whole vocabulary: the most probable, or one drawn from the ten most
 * probable.
 * @throws EngineAnswerError when the scores are not numbers
 * Source: docs/spec/react-answer.md [RA7]
 */
export function chooseToken(logits: Float32Array, sampling: Sampling | null): Step {
  const best = likeliest(logits)
  const highest = best[0]?.logit ?? Number.NaN
  let total = 0
  for (const logit of logits) total += Math.exp(logit - highest)
  const [first, ...others] = best.map(({ id, logit }) => ({ id, logprob: logit - highest - Math.log(total) }))
  if (!first || !Number.isFinite(total)) {
    throw new EngineAnswerError(
      'The model’s scores are not numbers; its precision may be too low for this provider: try another dtype.',
    )
  }
  const top = [first, ...others]
  return { ...(sampling ? drawn(top, first, sampling) : first), top }
}

function likeliest(logits: Float32Array): { id: number; logit: number }[] {
  const best: { id: number; logit: number }[] = []
  for (let id = 0; id < logits.length; id += 1) {
    const logit = logits[id] ?? Number.NaN
    if (best.length === TOP && !(logit > (best[TOP - 1]?.logit ?? 0))) continue
    let place = best.length
    // Equal scores keep the order of the vocabulary, as argmax does.
    while (place > 0 && logit > (best[place - 1]?.logit ?? 0)) place -= 1
    best.splice(place, 0, { id, logit })
    if (best.length > TOP) best.pop()
  }
  return best
}

function drawn(top: readonly Candidate[], first: Candidate, { temperature, rng }: Sampling): Candidate {
  const weights = top.map(({ logprob }) => Math.exp((logprob - first.logprob) / temperature))
  let rest = rng.next() * weights.reduce((sum, weight) => sum + weight, 0)
  for (const [place, candidate] of top.entries()) {
    rest -= weights[place] ?? 0
    if (rest < 0) return candidate
  }
  return first
}
