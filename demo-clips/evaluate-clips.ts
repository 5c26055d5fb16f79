import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { contentArea, type EngineFrame, type FrameResult, isDistorted, ModelManifest } from '@/lib/domain/proposals'
import { iou, mean } from '@/lib/domain/shared'
import { openEngine } from '@/workers/engines'
import { decodeFrames } from '@/workers/media'
import { ClipTruth } from './index'
import { makeDemo } from './make-demo'

type Judged = { result: FrameResult; planted: ClipTruth['frames'][number]['labels']; called: boolean }

/** Every n-th frame of one encoded clip, decoded and scored by the product's own engine. */
async function judgeClip(folder: string, file: string, model: Model, every: number): Promise<Judged[]> {
  const truth = ClipTruth.parse(JSON.parse(await readFile(join(folder, 'truth', `${file}.json`), 'utf8')))
  const planted = new Map(truth.frames.map(({ index, labels }) => [index, labels]))
  const wanted = Array.from({ length: Math.ceil(truth.frameCount / every) }, (_, step) => step * every)
  const frames: EngineFrame[] = []
  const content = contentArea(truth, model.engine.inputSize)
  for await (const frame of decodeFrames(join(folder, file), wanted, model.engine.inputSize)) {
    frames.push({ ...frame, data: new Uint8Array(frame.data), content })
  }
  const results = await model.engine.infer(frames, '', new AbortController().signal)
  return results.map((result) => ({
    result,
    planted: planted.get(result.index) ?? [],
    called: isDistorted(result, model.manifest.thresholds),
  }))
}

type Model = { engine: Awaited<ReturnType<typeof openEngine>>; manifest: ModelManifest }

function f1(calls: readonly { called: boolean; truly: boolean }[]): number | null {
  const right = calls.filter(({ called, truly }) => called && truly).length
  const total = calls.filter(({ called }) => called).length + calls.filter(({ truly }) => truly).length
  return total === 0 ? null : rounded((2 * right) / total)
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}

function figuresOf(judged: readonly Judged[], { thresholds, labels }: ModelManifest) {
  const calls = judged.map(({ called, planted }) => ({ called, truly: planted.length > 0 }))
  const share = mean(calls.map(({ truly }) => Number(truly)))
  const calledShare = mean(calls.map(({ called }) => Number(called)))
  const hits = judged.flatMap(({ planted, result }) =>
    planted.map(({ key, box }) =>
      Number(result.boxes.some((found) => found.labelKey === key && iou(found.box, box) >= 0.3)),
    ),
  )
  return {
    frames: judged.length,
    distortedShare: rounded(share),
    distortedF1: f1(calls),
    normalF1: f1(calls.map(({ called, truly }) => ({ called: !called, truly: !truly }))),
    chanceDistortedF1: rounded((2 * share * calledShare) / (share + calledShare)),
    chanceNormalF1: rounded((2 * (1 - share) * (1 - calledShare)) / (2 - share - calledShare)),
    boxHitRate: hits.length > 0 ? rounded(mean(hits)) : null,
    labelF1: Object.fromEntries(
      labels.map((label) => [
        label,
        f1(
          judged.map(({ called, planted, result }) => ({
            called: called && (result.labels[label] ?? 0) >= thresholds.labelProbability,
            truly: planted.some(({ key }) => key === label),
          })),
        ),
      ]),
    ),
  }
}

/** Draws and encodes a demo of another seed, runs the model over its files and compares with the planted truth. */
async function evaluate(modelFolder: string, seeds: readonly number[], every: number): Promise<void> {
  const engine = await openEngine(modelFolder)
  const manifest = ModelManifest.parse(JSON.parse(await readFile(join(modelFolder, 'model.json'), 'utf8')))
  const judged: Judged[] = []
  for (const seed of seeds) {
    const folder = await mkdtemp(join(tmpdir(), 'framejury-evaluate-'))
    try {
      const { files } = await makeDemo({ outDir: folder, seed })
      for (const file of files) judged.push(...(await judgeClip(folder, file, { engine, manifest }, every)))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  await engine.close()
  console.log(JSON.stringify({ seeds, every, ...figuresOf(judged, manifest) }))
}

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'models/default' },
    seeds: { type: 'string', default: '9100,9101' },
    every: { type: 'string', default: '4' },
  },
})
await evaluate(values.model, values.seeds.split(',').map(Number), Number(values.every))
