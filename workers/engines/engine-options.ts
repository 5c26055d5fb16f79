import { z } from 'zod'

export const EngineOptions = z.object({
  /** Execution providers of ONNX Runtime, best first; the first that runs the model is used. Default cuda, then cpu. */
  providers: z.array(z.string().min(1)).min(1).optional(),
  /** Frames per call of the model; default 8. */
  batchSize: z.number().int().min(1).max(256).optional(),
  /** CPU threads of one engine; default all cores. */
  threads: z.number().int().min(1).optional(),
  /** Memory for the decoded frames of the current clip; default 192 MiB. */
  keptBytes: z.number().int().min(0).optional(),
})
export type EngineOptions = z.infer<typeof EngineOptions>
