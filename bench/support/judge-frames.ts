import { inputPixels, type StyleSet, sampleFrame, type TruthLabel } from '@/demo-clips'
import { contentArea, type Engine, type FrameResult, isDistorted, type ModelManifest } from '@/lib/domain/proposals'
import { iou, mean } from '@/lib/domain/shared'

const AT_ONCE = 8

/** A frame, what is planted in it, and what the model said. */
export type Judged = { truth: readonly TruthLabel[]; result: FrameResult; called: boolean }
type Call = { called: boolean; truly: boolean }

/** One frame of one clip a seed, drawn, compressed and judged by the product's own engine. */
export async function judgeFrames(
  engine: Engine,
  manifest: ModelManifest,
  { first, count, styles }: { first: number; count: number; styles: StyleSet },
): Promise<Judged[]> {
  const judged: Judged[] = []
  const { width, height } = engine.inputSize
  const signal = new AbortController().signal
  for (let seed = first; seed < first + count; seed += AT_ONCE) {
    const seeds = Array.from({ length: Math.min(AT_ONCE, first + count - seed) }, (_, step) => seed + step)
    const drawn = await Promise.all(seeds.map((own) => sampleFrame(own, styles)))
    const frames = await Promise.all(
      drawn.map(async ({ spec, index, picture }) => {
        const data = await inputPixels(picture, engine.inputSize)
        return { index, ptsUs: 0, width, height, data, content: contentArea(spec, engine.inputSize) }
      }),
    )
    const results = await engine.infer(frames, '', signal)
    for (const [step, result] of results.entries()) {
      judged.push({ truth: drawn[step]?.labels ?? [], result, called: isDistorted(result, manifest.thresholds) })
    }
  }
  return judged
}

/** F1 of distorted and of normal frames beside chance, boxes, labels and calibration. */
export function figuresOf(judged: readonly Judged[], { thresholds, labels }: ModelManifest) {
  const calls = judged.map(({ called, truth }) => ({ called, truly: truth.length > 0 }))
  const [share, calledShare] = [mean(calls.map(({ truly }) => +truly)), mean(calls.map(({ called }) => +called))]
  const perLabel = labels.map((label) => {
    const own = judged.map(({ called, truth, result }) => ({
      called: called && (result.labels[label] ?? 0) >= thresholds.labelProbability,
      truly: truth.some(({ key }) => key === label),
    }))
    return [label, { n: own.filter(({ truly }) => truly).length, f1: f1(own), boxHitRate: hitRate(judged, label) }]
  })
  return {
    frames: judged.length,
    distortedShare: rounded(share),
    distortedF1: f1(calls),
    normalF1: f1(calls.map(({ called, truly }) => ({ called: !called, truly: !truly }))),
    // A blind guess that calls as many frames distorted as the model does.
    chanceDistortedF1: rounded((2 * share * calledShare) / (share + calledShare)),
    chanceNormalF1: rounded((2 * (1 - share) * (1 - calledShare)) / (2 - share - calledShare)),
    boxHitRate: hitRate(judged),
    labelCalibrationError: calibrationError(judged, labels),
    perLabel: Object.fromEntries(perLabel),
  }
}

function f1(calls: readonly Call[]): number {
  const right = calls.filter(({ called, truly }) => called && truly).length
  const total = calls.filter(({ called }) => called).length + calls.filter(({ truly }) => truly).length
  return total === 0 ? 0 : rounded((2 * right) / total)
}

/** Share of the planted boxes that the model's box of their label overlaps by at least 0.3. */
function hitRate(judged: readonly Judged[], label?: string): number {
  const hits = judged.flatMap(({ truth, result }) =>
    truth
      .filter(({ key }) => label === undefined || key === label)
      .map(({ key, box }) => +result.boxes.some((found) => found.labelKey === key && iou(found.box, box) >= 0.3)),
  )
  return hits.length === 0 ? 0 : rounded(mean(hits))
}

/** Mean gap between a label's probability and how often it was true, over ten bins weighted by count. */
function calibrationError(judged: readonly Judged[], labels: readonly string[]): number {
  const pairs = judged.flatMap(({ truth, result }) =>
    labels.map((label) => ({ said: result.labels[label] ?? 0, was: +truth.some(({ key }) => key === label) })),
  )
  const bins = Array.from({ length: 10 }, (_, bin) =>
    pairs.filter(({ said }) => Math.min(9, Math.floor(said * 10)) === bin),
  )
  const gaps = bins
    .filter((bin) => bin.length > 0)
    .map((bin) => bin.length * Math.abs(mean(bin.map(({ said }) => said)) - mean(bin.map(({ was }) => was))))
  return rounded(gaps.reduce((sum, gap) => sum + gap, 0) / pairs.length)
}

export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
