import { z } from 'zod'
import { Box } from '@/lib/domain/shared'

/** One decoded picture at an engine's input size. `index` is the source index; `data` is RGB24, row-major. */
export type EngineFrame = {
  index: number
  ptsUs: number
  width: number
  height: number
  data: Uint8Array
  /** Position of the picture inside the input, in fractions; absent when it fills it (fit `stretch`). */
  content?: Box
}

/** How a picture is brought to the input size: distorted to fill it, or kept in shape with bars. */
export const Fit = z.enum(['stretch', 'letterbox'])
export type Fit = z.infer<typeof Fit>

export type InputSize = { width: number; height: number; fit: Fit }

const Probability = z.number().min(0).max(1)

export const FrameBox = z.object({ labelKey: z.string().min(1), box: Box, probability: Probability })
export type FrameBox = z.infer<typeof FrameBox>

/** An engine's answer for one frame. `score` runs from 1 (broken) to 5 (clean); boxes are fractions of the display frame. */
export const FrameResult = z.object({
  index: z.number().int().min(0),
  ptsUs: z.number().int().min(0),
  score: z.number().min(1).max(5),
  labels: z.record(z.string(), Probability),
  boxes: z.array(FrameBox),
  reasoning: z.string().optional(),
})
export type FrameResult = z.infer<typeof FrameResult>

/**
 * What runs a reward model, and on which device. `providerReasons` gives the reason why each better provider was not
 * used.
 */
export const EngineDescription = z.object({
  engine: z.string(),
  name: z.string(),
  version: z.string(),
  provider: z.string(),
  providerReasons: z.array(z.string()),
})
export type EngineDescription = z.infer<typeof EngineDescription>

/** The port every reward model is run through. */
export type Engine = {
  readonly inputSize: InputSize
  /** Frames the engine likes to get at once. */
  readonly batchSize: number
  /**
   * Batch size of a clip's first call, where a small batch costs no more per frame: then fewer frames are decoded
   * before the first call.
   */
  readonly firstBatchSize?: number
  describe(): EngineDescription
  /**
   * One result per frame, in the order given.
   * @throws when the signal is aborted or the model answers nonsense; UnfinishedBatchError when some frames were answered
   */
  infer(frames: readonly EngineFrame[], prompt: string, signal: AbortSignal): Promise<FrameResult[]>
  close(): Promise<void>
}

/** A batch failed for the reason of `cause`, but these of its frames were answered, and an answer may have cost money. */
export class UnfinishedBatchError extends Error {
  override readonly name = 'UnfinishedBatchError'
  readonly answered: FrameResult[]

  constructor(cause: unknown, answered: FrameResult[]) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.answered = answered
  }
}
