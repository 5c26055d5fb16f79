import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { contentArea, type Engine, type FrameResult, isDistorted, ModelManifest } from '@/lib/domain/proposals'
import { iou, mean } from '@/lib/domain/shared'
import { inputPixels, type StyleSet, sampleFrame, type TruthLabel } from '@/scripts/generator'
import { openEngine } from '@/workers/engines'

/** Another folder than the shipped one is judged by naming it. */
const MODEL = process.env['BENCH_MODEL'] ?? path.join('models', 'default')
/** One frame of one clip a seed; no seed of these is trained on, nor any style of the second set. */
const SETS = {
  unseenSeeds: { first: 700_000, styles: 'known', distorted: 0.9, normal: 0.8 },
  unseenStyles: { first: 800_000, styles: 'unseen', distorted: 0.8, normal: 0.67 },
} as const satisfies Record<string, { first: number; styles: StyleSet; distorted: number; normal: number }>
const FRAMES = Number(process.env['BENCH_FRAMES'] ?? 500)
const AT_ONCE = 8

type Judged = { truth: readonly TruthLabel[]; result: FrameResult; called: boolean }
type Call = { called: boolean; truly: boolean }

async function judge(engine: Engine, manifest: ModelManifest, first: number, styles: StyleSet): Promise<Judged[]> {
  const judged: Judged[] = []
  const { width, height } = engine.inputSize
  const signal = new AbortController().signal
  for (let seed = first; seed < first + FRAMES; seed += AT_ONCE) {
    const seeds = Array.from({ length: Math.min(AT_ONCE, first + FRAMES - seed) }, (_, step) => seed + step)
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

function figuresOf(judged: readonly Judged[], { thresholds, labels }: ModelManifest) {
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

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}

async function main(): Promise<void> {
  const manifest = ModelManifest.parse(JSON.parse(await readFile(path.join(MODEL, 'model.json'), 'utf8')))
  const engine = await openEngine(MODEL, {})
  try {
    const sets: Record<string, ReturnType<typeof figuresOf>> = {}
    const bars: { name: string; value: number; limit: number; ok: boolean }[] = []
    for (const [name, { first, styles, distorted, normal }] of Object.entries(SETS)) {
      const figures = figuresOf(await judge(engine, manifest, first, styles), manifest)
      sets[name] = figures
      for (const [key, limit] of [
        ['distortedF1', distorted],
        ['normalF1', normal],
      ] as const)
        bars.push({ name: `${name} ${key}`, value: figures[key], limit, ok: figures[key] >= limit })
      console.error(name, JSON.stringify(figures))
    }
    const value = Math.min(...bars.map((bar) => bar.value / bar.limit))
    const ok = bars.every((bar) => bar.ok)
    const { name, version } = manifest
    const line = { name: 'default-model', value: rounded(value), unit: 'share of the tightest bar', limit: 1, ok }
    console.log(JSON.stringify({ ...line, model: `${name} ${version}`, bars, sets }))
  } finally {
    await engine.close()
  }
}

await main()
