import { z } from 'zod'
import { EngineDescription, Fit, FrameResult, ModelFolder } from '@/lib/domain/proposals'
import { EngineOptions } from '../engine-options'

/** What the worker asks of an engine's process. Frames themselves never cross. */
export const Request = z.discriminatedUnion('type', [
  z.object({ type: z.literal('open'), model: ModelFolder, options: EngineOptions }),
  z.object({
    type: z.literal('score'),
    path: z.string(),
    /** Ascending source indices. */
    indices: z.array(z.number().int().min(0)),
    prompt: z.string(),
    /** The clip's frame table, from its probe. */
    ptsUs: z.array(z.number().int().min(0)),
    /** Display size of the clip in pixels, after rotation and sample aspect. */
    display: z.object({ width: z.number().positive(), height: z.number().positive() }),
    /** Frames that the engine works at once, at most; what it can where absent. */
    mostAtOnce: z.number().int().min(1).optional(),
  }),
])
export type Request = z.infer<typeof Request>

/** What an engine is once it is open. */
export const EngineInfo = z.object({
  description: EngineDescription,
  inputSize: z.object({ width: z.number(), height: z.number(), fit: Fit }),
  batchSize: z.number(),
})
export type EngineInfo = z.infer<typeof EngineInfo>

/** `opened` or `refused` answers open; any number of `scored`, then `finished` or `failed`, answer score. */
export const Reply = z.discriminatedUnion('type', [
  z.object({ type: z.literal('opened'), info: EngineInfo }),
  z.object({ type: z.literal('refused'), reason: z.string() }),
  z.object({ type: z.literal('scored'), results: z.array(FrameResult) }),
  z.object({ type: z.literal('finished') }),
  /** `clip`: it could not be decoded; `engine`: the model, or its server, gave no answer that can be used. */
  z.object({ type: z.literal('failed'), reason: z.string(), fault: z.enum(['clip', 'engine']) }),
])
export type Reply = z.infer<typeof Reply>
