import {
  boxFromHeatmap,
  type EngineFrame,
  type FrameBox,
  type FrameOnnxManifest,
  type FrameResult,
} from '@/lib/domain/proposals'
import { EngineAnswerError, firstLine } from '../engine-errors'

export type Output = { data: ArrayLike<number>; dims: readonly number[] }

/** A batch's outputs: score [n], labelLogits [n, labels], heatmap [n, labels, rows, columns]. */
export type Outputs = { score: Output; labelLogits: Output; heatmap: Output }

/** How far half-precision arithmetic of a graph may move a score beyond 1 or 5. */
const SCORE_SLACK = 0.05

/**
 * One result per frame of a batch.
 * @throws EngineAnswerError when an output has another shape, a value that is not a number, or a score outside the
 * scale
 */
export function resultsOf(
  frames: readonly EngineFrame[],
  outputs: Outputs,
  manifest: FrameOnnxManifest,
): FrameResult[] {
  const labels = manifest.labels.length
  const [, , rows = 0, columns = 0] = outputs.heatmap.dims
  expectShape('score', outputs.score, [frames.length])
  expectShape('label logits', outputs.labelLogits, [frames.length, labels])
  expectShape('heatmap', outputs.heatmap, [frames.length, labels, rows, columns])
  const cells = rows * columns

  return frames.map((frame, place) => {
    const score = onScale(finite(outputs.score.data[place], 'score', frame), frame)
    const probabilities: Record<string, number> = {}
    const boxes: FrameBox[] = []
    manifest.labels.forEach((labelKey, label) => {
      const at = place * labels + label
      probabilities[labelKey] = sigmoid(finite(outputs.labelLogits.data[at], `logit of ${labelKey}`, frame))
      const heatmap = Array.prototype.slice.call(outputs.heatmap.data, at * cells, (at + 1) * cells)
      const found = usable(labelKey, frame, () =>
        boxFromHeatmap(heatmap, { width: columns, height: rows }, manifest.thresholds.heatmap, frame.content),
      )
      if (found) boxes.push({ labelKey, ...found })
    })
    const { index, ptsUs } = frame
    return { index, ptsUs, score, labels: probabilities, boxes }
  })
}

function expectShape(name: string, output: Output, wanted: readonly number[]): void {
  if (output.dims.length === wanted.length && output.dims.every((size, axis) => size === wanted[axis])) return
  throw new EngineAnswerError(
    `The model's ${name} came as [${output.dims.join(', ')}] instead of [${wanted.join(', ')}].`,
  )
}

function finite(value: number | undefined, name: string, frame: EngineFrame): number {
  if (value !== undefined && Number.isFinite(value)) return value
  throw new EngineAnswerError(
    `The model's ${name} for frame ${frame.index} is ${value}; the model or its input is broken.`,
  )
}

/** Source: docs/spec/proposals.md [PP4] */
function onScale(score: number, frame: EngineFrame): number {
  const near = Math.min(5, Math.max(1, score))
  if (Math.abs(score - near) <= SCORE_SLACK) return near
  throw new EngineAnswerError(
    `The model's score for frame ${frame.index} is ${Number(score.toPrecision(6))}, but the score output must give 1 (broken) to 5 (clean): ` +
      'bring it to that scale inside the graph, for example as 1 + 4 · sigmoid(x).',
  )
}

function usable<T>(labelKey: string, frame: EngineFrame, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new EngineAnswerError(
      `The model's heatmap of ${labelKey} for frame ${frame.index} cannot be read: ${firstLine(error)}. ` +
        'The model or its input is broken.',
    )
  }
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit))
}
