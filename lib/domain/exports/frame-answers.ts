import type { CountedAnswer, CountedMark, Side } from '@/lib/domain/labelling'
import type { AnnotatedPair, PairVideo } from './annotated-pair'
import { frameIdOf } from './canonical'

/** One annotator's answer about one frame, over every pair in which the frame appears. */
export type FrameVoter = { annotatorId: string; marks: Pick<CountedMark, 'labelKey' | 'box'>[] }

export type FrameRef = { frameId: string; side: Side; frameIndex: number; ptsUs: number }

/** The frames of a pair: its two frames, or the frames of its clips that someone marked or called clean [EX6]. */
export function framesOfPair(pair: AnnotatedPair): FrameRef[] {
  if (pair.kind === 'frame') {
    return [
      refOf('A', pair.videoA, pair.frameIndexA ?? 0, pair.ptsUsA ?? 0),
      refOf('B', pair.videoB, pair.frameIndexB ?? 0, pair.ptsUsB ?? 0),
    ]
  }
  const refs = new Map<string, FrameRef>()
  for (const { marks, clean } of pair.annotations) {
    for (const { side, frameIndex, ptsUs } of [...marks, ...clean]) {
      if (frameIndex === null || ptsUs === null) continue
      const ref = refOf(side, side === 'A' ? pair.videoA : pair.videoB, frameIndex, ptsUs)
      refs.set(ref.frameId, ref)
    }
  }
  return [...refs.values()].sort((a, b) => compare(a.side, b.side) || a.frameIndex - b.frameIndex)
}

/**
 * Joins the answers about each frame over all given pairs [EX4] [EX5].
 * @returns voters by frame id, each list ordered by annotator id
 */
export function collectFrameVoters(pairs: readonly AnnotatedPair[]): Map<string, FrameVoterList> {
  const frames = new Map<string, FrameVoterList>()
  for (const pair of pairs) {
    for (const ref of framesOfPair(pair)) {
      const list = frames.get(ref.frameId) ?? { originals: [], adjudications: [] }
      frames.set(ref.frameId, list)
      for (const annotation of pair.annotations) {
        const marks = answerOn(annotation, ref)
        if (marks === null) continue
        const voters = annotation.kind === 'adjudication' ? list.adjudications : list.originals
        addVoter(voters, annotation.annotatorId, marks)
      }
    }
  }
  for (const { originals, adjudications } of frames.values()) {
    originals.sort((a, b) => compare(a.annotatorId, b.annotatorId))
    adjudications.sort((a, b) => compare(a.annotatorId, b.annotatorId))
  }
  return frames
}

export type FrameVoterList = { originals: FrameVoter[]; adjudications: FrameVoter[] }

/** Marks on the frame; an empty list is "clean"; null when this annotation has no answer about it. */
function answerOn(annotation: CountedAnswer, ref: FrameRef): FrameVoter['marks'] | null {
  const marks = annotation.marks.filter((mark) => mark.side === ref.side && mark.frameIndex === ref.frameIndex)
  if (marks.length > 0) return marks.map(({ labelKey, box }) => ({ labelKey, box }))
  const isClean = annotation.clean.some(
    (verdict) => verdict.side === ref.side && (verdict.frameIndex === null || verdict.frameIndex === ref.frameIndex),
  )
  return isClean ? [] : null
}

function addVoter(voters: FrameVoter[], annotatorId: string, marks: FrameVoter['marks']): void {
  const known = voters.find((voter) => voter.annotatorId === annotatorId)
  if (known) known.marks.push(...marks)
  else voters.push({ annotatorId, marks: [...marks] })
}

function refOf(side: Side, video: PairVideo, frameIndex: number, ptsUs: number): FrameRef {
  return { frameId: frameIdOf(video.id, frameIndex), side, frameIndex, ptsUs }
}

/** Order by code units: the same on every machine, unlike localeCompare. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
