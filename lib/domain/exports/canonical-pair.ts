import { sanitiseUserText } from '@/lib/domain/proposals'
import type { AnnotatedPair } from './annotated-pair'
import { type CanonicalFrame, type CanonicalPair, frameIdOf, type PairConsensus, type Split } from './canonical'
import { toCanonicalAnnotations } from './canonical-annotation'
import type { FrameRef } from './frame-answers'
import { distinctAnnotators } from './gates'

/** A pair that passed the gates, before its split is known. */
export type Survivor = { pair: AnnotatedPair; consensus: PairConsensus; frames: CanonicalFrame[] }

export function toCanonicalFrame(
  pair: AnnotatedPair,
  { side, frameIndex, ptsUs }: FrameRef,
  gold: CanonicalFrame['gold'],
): CanonicalFrame {
  const video = side === 'A' ? pair.videoA : pair.videoB
  const generator = side === 'A' ? pair.generatorA : pair.generatorB
  const frameId = frameIdOf(video.id, frameIndex)
  return { frameId, side, videoId: video.id, videoSha256: video.sha256, generator, frameIndex, ptsUs, gold }
}

/** @throws RangeError when the split map lacks the pair's prompt group, or a frame pair lacks a frame */
export function toCanonicalPair(
  { pair, consensus, frames }: Survivor,
  { splits, annotators }: { splits: Map<string, Split>; annotators: ReadonlyMap<string, string> },
): CanonicalPair {
  const { pairId, promptId, promptGroup, mode, generatorA, generatorB, videoA, videoB, timestampMs } = pair
  const split = splits.get(promptGroup)
  if (!split) throw new RangeError(`No split for prompt group ${promptGroup}`)
  const base = {
    pairId,
    promptId,
    promptText: sanitiseUserText(pair.promptText),
    promptGroup,
    mode,
    generatorA,
    generatorB,
    videoA,
    videoB,
    annotatorCount: distinctAnnotators(pair),
    heldOut: pair.heldOut,
    annotations: toCanonicalAnnotations(pair.annotations, annotators),
    split,
    ...consensus,
  }
  if (pair.kind === 'video') return { ...base, kind: 'video', frames }
  const [frameA, frameB] = frames
  if (!frameA || !frameB || timestampMs === null) throw new RangeError(`Frame pair ${pairId} lacks a frame`)
  return { ...base, kind: 'frame', timestampMs, frames: [frameA, frameB] }
}
