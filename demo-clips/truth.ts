import { z } from 'zod'
import { Box } from '@/lib/domain/shared'
import { renderFrame } from './render-frame'
import { type ClipSpec, LABEL_KEYS } from './types'

/** What is planted in one clip, kept beside it. Frames that are not listed are clean. */
export const ClipTruth = z.object({
  schemaVersion: z.literal(1),
  file: z.string(),
  seed: z.number().int(),
  promptId: z.string(),
  generator: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  fps: z.number(),
  frameCount: z.number().int(),
  frames: z.array(
    z.object({
      index: z.number().int().min(0),
      labels: z.array(z.object({ key: z.enum(LABEL_KEYS), box: Box })).min(1),
    }),
  ),
})
export type ClipTruth = z.infer<typeof ClipTruth>

export function truthOf(spec: ClipSpec, file: string): ClipTruth {
  const suspects = Array.from({ length: spec.frameCount }, (_, index) => index).filter((index) =>
    spec.distortions.some(({ firstFrame, lastFrame }) => index >= firstFrame && index <= lastFrame),
  )
  const { contentSeed: seed, promptId, generator, width, height, fps, frameCount } = spec
  const frames = suspects
    .map((index) => ({ index, labels: renderFrame(spec, index).truth.labels.map(({ key, box }) => ({ key, box })) }))
    .filter(({ labels }) => labels.length > 0)
  return { schemaVersion: 1, file, seed, promptId, generator, width, height, fps, frameCount, frames }
}
