import { LogitsProcessor, StoppingCriteria, type Tensor } from '@huggingface/transformers'
import { chooseToken, type Sampling, type Step } from './token-chooser'

/**
 * Chooses each next token itself and notes what else the model thought of; transformers.js keeps no scores. What it
 * leaves of the scores is the choice alone, so that the greedy pick that follows cannot be another.
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
