import type { FrameTable } from '@/lib/domain/media'
import type { InputSize } from '@/lib/domain/proposals'
import type { DecodedFrame } from '@/workers/media'

/**
 * Messages from the engine's thread to the decoder's. `more` grants one further batch, so that memory stays bounded.
 */
export type ToDecoder =
  | {
      type: 'decode'
      job: number
      path: string
      indices: readonly number[]
      size: InputSize
      table: FrameTable
      batchSize: number
      /** Memory for the clip's decoded frames, so that a second round decodes nothing twice. */
      keptBytes: number
      /** Batches that may be ahead from the start. */
      ahead: number
    }
  | { type: 'more'; job: number }
  | { type: 'stop'; job: number }

export type FromDecoder =
  | { type: 'frames'; job: number; frames: DecodedFrame[] }
  | { type: 'end'; job: number }
  | { type: 'failed'; job: number; message: string }

/** A counter that is waited on: `take` resolves when there is a credit, in the order of asking. */
export function createCredits(start: number): { add: (count: number) => void; take: () => Promise<void> } {
  let left = start
  const waiting: (() => void)[] = []
  function hand(): void {
    while (left > 0) {
      const next = waiting.shift()
      if (!next) return
      left -= 1
      next()
    }
  }
  return {
    add(count) {
      left += count
      hand()
    },
    take: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        hand()
      }),
  }
}
