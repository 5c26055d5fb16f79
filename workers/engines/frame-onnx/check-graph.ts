import type { FrameOnnxManifest } from '@/lib/domain/proposals'

export type GraphValue = { name: string; isTensor: boolean; type?: string; shape?: readonly (number | string)[] }

type Wanted = { name: string; type: string; shape: readonly (number | null)[]; role: string }

/**
 * Differences between a graph's declared inputs and outputs and its manifest, one sentence per problem; empty when they
 * match. Dynamic dimensions of the graph are not problems: the warm-up run determines them.
 */
export function graphProblems(
  manifest: FrameOnnxManifest,
  graph: { inputs: readonly GraphValue[]; outputs: readonly GraphValue[] },
): string[] {
  const { input, outputs, labels } = manifest
  const frames = {
    name: input.name,
    type: 'uint8',
    shape: [null, input.height, input.width, 3],
    role: 'input',
  }
  const others = graph.inputs.filter(({ name }) => name !== input.name).map(({ name }) => name)
  return [
    ...problemsOf(frames, graph.inputs),
    ...fixedBatch(graph.inputs.find(({ name }) => name === input.name)),
    ...others.map((name) => `model.onnx needs another input, "${name}"; only the frames are fed.`),
    ...[
      { name: outputs.score, type: 'float32', shape: [null], role: 'output' },
      { name: outputs.labelLogits, type: 'float32', shape: [null, labels.length], role: 'output' },
      { name: outputs.heatmap, type: 'float32', shape: [null, labels.length, null, null], role: 'output' },
    ].flatMap((wanted) => problemsOf(wanted, graph.outputs)),
  ]
}

function problemsOf(wanted: Wanted, values: readonly GraphValue[]): string[] {
  const value = values.find(({ name }) => name === wanted.name)
  const spoken = `${wanted.role} "${wanted.name}"`
  if (!value) {
    const names = values.map(({ name }) => name).join(', ') || 'none'
    return [`model.onnx has no ${spoken} (it has ${names}); name the right one in model.json.`]
  }
  const problems: string[] = []
  if (value.type !== wanted.type)
    problems.push(`The ${spoken} is ${value.type ?? 'no tensor'}, it must be ${wanted.type}.`)
  const shape = value.shape ?? []
  const fits =
    shape.length === wanted.shape.length &&
    shape.every((size, axis) => typeof size === 'string' || wanted.shape[axis] === null || size === wanted.shape[axis])
  // ONNX Runtime returns an empty shape when the graph declares none.
  if (shape.length > 0 && !fits) {
    problems.push(`The ${spoken} has the shape ${show(shape)}, it must be ${show(wanted.shape)}.`)
  }
  return problems
}

function fixedBatch(value: GraphValue | undefined): string[] {
  const batch = value?.shape?.[0]
  if (typeof batch !== 'number') return []
  return [`The input takes exactly ${batch} frames at once; export it with a dynamic first dimension.`]
}

function show(shape: readonly (number | string | null)[]): string {
  return `[${shape.map((size) => size ?? 'any').join(', ')}]`
}
