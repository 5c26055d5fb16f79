import { z } from 'zod'
import type { Outcome } from '@/lib/domain/labelling'
import { Box } from '@/lib/domain/shared'
import type { ModelClips } from './model-clips'
import type { FrameTruth, Truth, TruthFrame, TruthPair } from './truth'

/** As much of what the generator planted in a clip as a model is held against. Frames that are not listed are clean. */
export const PlantedClip = z.object({
  frameCount: z.int().min(1),
  frames: z.array(
    z.object({ index: z.int().min(0), labels: z.array(z.object({ key: z.string().min(1), box: Box })).min(1) }),
  ),
})
export type PlantedClip = z.infer<typeof PlantedClip>

export type PlantedPair = Omit<TruthPair, 'preference'>

const CLEAN: FrameTruth = { labels: [], boxes: [] }

function truthAt({ frames }: PlantedClip, index: number): FrameTruth {
  const planted = frames.find((frame) => frame.index === index)
  if (!planted) return CLEAN
  return {
    labels: [...new Set(planted.labels.map(({ key }) => key))],
    boxes: planted.labels.map(({ key, box }) => ({ labelKey: key, box })),
  }
}

/** Labels on the frame, or the share of broken frames of the clip: the less, the better. */
function damage(clip: PlantedClip, kind: PlantedPair['kind'], frameIndex: number): number {
  return kind === 'frame' ? truthAt(clip, frameIndex).labels.length : clip.frames.length / clip.frameCount
}

function preferred(a: number, b: number): Outcome {
  return a === b ? 'tie' : a < b ? 'A' : 'B'
}

/**
 * What was planted, for every frame that the model scored and every pair of such clips.
 * Source: docs/spec/evaluation.md [EV4]
 */
export function plantedTruth(
  clips: ReadonlyMap<string, PlantedClip>,
  model: ModelClips,
  pairs: readonly PlantedPair[],
): Truth {
  const frames = [...clips].flatMap(([videoId, clip]): TruthFrame[] =>
    (model.get(videoId)?.frames ?? []).map(({ frameIndex, ptsUs }) => ({
      videoId,
      frameIndex,
      ptsUs,
      ...truthAt(clip, frameIndex),
    })),
  )
  return {
    frames,
    pairs: pairs.flatMap((pair) => {
      const [clipA, clipB] = [clips.get(pair.A.videoId), clips.get(pair.B.videoId)]
      if (!clipA || !clipB) return []
      const preference = preferred(
        damage(clipA, pair.kind, pair.A.frameIndex),
        damage(clipB, pair.kind, pair.B.frameIndex),
      )
      return [{ ...pair, preference }]
    }),
    undecided: { frames: 0, pairs: 0 },
  }
}
