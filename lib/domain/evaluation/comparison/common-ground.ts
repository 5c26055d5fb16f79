import { z } from 'zod'
import type { Outcome } from '@/lib/domain/labelling'
import type { Thresholds } from '@/lib/domain/proposals'
import { type FoundFrame, frameThatSpeaks, type ModelClips, modelOnFrame, pairScores } from '../model-clips'
import type { FrameTruth, ModelOnFrame, Truth } from '../truth'

/** The same of both runs. */
export type Sides<Value> = { a: Value; b: Value }

/** What was counted, and what one run or both cannot speak of. */
const Counted = { common: z.int(), onlyA: z.int(), onlyB: z.int(), neither: z.int(), undecided: z.int() }
export const CommonInputs = z.object({
  clips: z.int(),
  /** `near`: a sampled frame close by speaks. */
  frames: z.object({ ...Counted, near: z.object({ a: z.int(), b: z.int() }) }),
  pairs: z.object(Counted),
})
export type CommonInputs = z.infer<typeof CommonInputs>

export type CommonFrame = { clipId: string; truth: FrameTruth } & Sides<ModelOnFrame>
export type CommonPair = { pairId: string; human: Outcome } & Sides<{ A: number; B: number }>
export type CommonGround = { frames: CommonFrame[]; pairs: CommonPair[]; inputs: CommonInputs }

/**
 * The clips of either run with the frames of both, for a truth that is known of every frame.
 * Source: docs/spec/run-comparison.md [RC12]
 */
export function eitherRun({ a, b }: Sides<ModelClips>): ModelClips {
  const clips = new Map(a)
  for (const [clipId, clip] of b) {
    const known = clips.get(clipId)
    const scored = new Set(known?.frames.map(({ frameIndex }) => frameIndex))
    const frames = [...(known?.frames ?? []), ...clip.frames.filter(({ frameIndex }) => !scored.has(frameIndex))]
    clips.set(clipId, { score: clip.score, frames: frames.sort((one, two) => one.frameIndex - two.frameIndex) })
  }
  return clips
}

/** Keeps what both have; of the rest it is counted who has it. */
function sortOut<Item, Found, Both>(
  items: readonly Item[],
  find: (item: Item) => Sides<Found | null>,
  join: (item: Item, found: Sides<Found>) => Both,
) {
  const counted = { onlyA: 0, onlyB: 0, neither: 0 }
  const both = items.flatMap((item): Both[] => {
    const { a, b } = find(item)
    if (a !== null && b !== null) return [join(item, { a, b })]
    counted[a !== null ? 'onlyA' : b !== null ? 'onlyB' : 'neither'] += 1
    return []
  })
  return { both, counted: { common: both.length, ...counted } }
}

type Ground = {
  truth: Truth
  runs: Sides<ModelClips>
  thresholds: Sides<Thresholds>
  /** Whether a frame speaks for itself alone. */
  exactOnly: boolean
}

/**
 * The judged frames and pairs that both runs can speak of, with what each says of them.
 * Source: docs/spec/run-comparison.md [RC12]
 */
export function commonGround({ truth, runs, thresholds, exactOnly }: Ground): CommonGround {
  const near = { a: 0, b: 0 }
  const speaks = (found: FoundFrame | null) => (found && (found.exact || !exactOnly) ? found : null)
  const frames = sortOut(
    truth.frames,
    (frame) => ({
      a: speaks(frameThatSpeaks(runs.a.get(frame.videoId), frame)),
      b: speaks(frameThatSpeaks(runs.b.get(frame.videoId), frame)),
    }),
    ({ videoId, ...frame }, { a, b }): CommonFrame => {
      if (!a.exact) near.a += 1
      if (!b.exact) near.b += 1
      return {
        clipId: videoId,
        truth: frame,
        a: modelOnFrame(a.frame, thresholds.a),
        b: modelOnFrame(b.frame, thresholds.b),
      }
    },
  )
  const pairs = sortOut(
    truth.pairs,
    (pair) => ({ a: pairScores(runs.a, pair), b: pairScores(runs.b, pair) }),
    ({ pairId, preference: human }, scores): CommonPair => ({ pairId, human, ...scores }),
  )
  return {
    frames: frames.both,
    pairs: pairs.both,
    inputs: {
      clips: new Set(frames.both.map(({ clipId }) => clipId)).size,
      frames: { ...frames.counted, near, undecided: truth.undecided.frames },
      pairs: { ...pairs.counted, undecided: truth.undecided.pairs },
    },
  }
}
