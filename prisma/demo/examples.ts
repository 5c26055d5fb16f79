import type { ClipTruth } from '@/demo-clips'
import type { Box } from '@/lib/domain/shared'
import type { Context } from '@/lib/platform/context'
import { AppError } from '@/lib/platform/errors'
import { addExample } from '@/lib/services/labelling'

type PlannedExample = {
  labelKey: string
  kind: 'positive' | 'negative'
  videoId: string
  frameIndex: number
  box: Box
  note: string
}

/** Clips per label: enough to see what is common, few enough to look at. */
const CLIPS_PER_LABEL = 2
/** So far from a planted frame, a clean one shows nothing of it. */
const CLEAN_AFTER_FRAMES = 6

type Planted = { labelKey: string; videoId: string; frameIndex: number; box: Box }

/** Each label of a clip where it is largest. */
function largestOf(videoId: string, { frames }: ClipTruth): Planted[] {
  const largest = new Map<string, Planted>()
  for (const { index: frameIndex, labels } of frames) {
    for (const { key: labelKey, box } of labels) {
      const known = largest.get(labelKey)
      if (known && known.box.w * known.box.h >= box.w * box.h) continue
      largest.set(labelKey, { labelKey, videoId, frameIndex, box })
    }
  }
  return [...largest.values()]
}

/** The clean frame nearest to this one but well away from anything planted; null in a clip without such. */
function cleanFrame({ frames, frameCount }: ClipTruth, near: number): number | null {
  const isClean = (at: number) => frames.every(({ index }) => Math.abs(index - at) >= CLEAN_AFTER_FRAMES)
  const clean = Array.from({ length: frameCount }, (_, index) => index).filter(isClean)
  return clean.sort((a, b) => Math.abs(a - near) - Math.abs(b - near) || a - b)[0] ?? null
}

const areaOf = ({ box }: Planted) => box.w * box.h

type Contrast = { planted: Planted; cleanIndex: number | null }

/** Clips that show the label and its absence come first, the largest part before others. */
function compareContrasts(a: Contrast, b: Contrast): number {
  return Number(a.cleanIndex === null) - Number(b.cleanIndex === null) || areaOf(b.planted) - areaOf(a.planted)
}

function toExamples({ planted, cleanIndex }: Contrast): PlannedExample[] {
  const positive = { ...planted, kind: 'positive' as const, note: 'Planted in this clip.' }
  if (cleanIndex === null) return [positive]
  const note = 'The same place in a frame without it.'
  return [positive, { ...planted, kind: 'negative', frameIndex: cleanIndex, note }]
}

/**
 * Example pictures from what was planted: the distorted part, and beside it the same part of a clean frame of the clip.
 * @param truths by video id; the same ones give the same examples
 */
export function planExamples(truths: ReadonlyMap<string, ClipTruth>): PlannedExample[] {
  const clips = [...truths].sort(([, a], [, b]) => (a.file < b.file ? -1 : 1))
  const byLabel = new Map<string, Contrast[]>()
  for (const [videoId, truth] of clips) {
    for (const planted of largestOf(videoId, truth)) {
      const contrasts = byLabel.get(planted.labelKey) ?? []
      contrasts.push({ planted, cleanIndex: cleanFrame(truth, planted.frameIndex) })
      byLabel.set(planted.labelKey, contrasts)
    }
  }
  return [...byLabel.values()].flatMap((contrasts) =>
    contrasts.sort(compareContrasts).slice(0, CLIPS_PER_LABEL).flatMap(toExamples),
  )
}

/** Adds example pictures to the labels; existing ones do not change. */
export async function seedExamples(
  ctx: Context,
  projectId: string,
  truths: ReadonlyMap<string, ClipTruth>,
): Promise<void> {
  for (const example of planExamples(truths)) {
    try {
      await addExample({ ctx, input: { projectId, ...example } })
    } catch (error) {
      if (!(error instanceof AppError && error.reason === 'example-exists')) throw error
    }
  }
}
