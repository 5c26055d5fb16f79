import { type Field, FieldFile } from './protobuf-fields'

type Message = 'model' | 'training' | 'function' | 'graph' | 'node' | 'attribute' | 'sparse' | 'tensor'

/** Where ONNX messages contain messages that lead to a tensor. Source: onnx/onnx.proto, IR version 13 */
const INSIDE: Record<Exclude<Message, 'tensor'>, Record<number, Message>> = {
  model: { 7: 'graph', 20: 'training', 25: 'function' },
  training: { 1: 'graph', 2: 'graph' },
  function: { 7: 'node', 11: 'attribute' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
}
const EXTERNAL_DATA = 13
const DATA_LOCATION = 14
const EXTERNAL = 1
/** A runtime takes no message nested deeper. */
const DEEPEST = 100
const LONGEST_NAME = 4096

/**
 * The files in which a graph keeps weights apart from itself, as it names them ('' where it names none). What is no
 * ONNX graph names none: no runtime opens it.
 */
export async function externalWeights(graph: string): Promise<Set<string>> {
  const file = await FieldFile.open(graph)
  const found = new Set<string>()
  try {
    await collect(file, 'model', { start: 0, end: file.size }, 0, found)
  } finally {
    await file.close()
  }
  return found
}

type Span = Pick<Field, 'start' | 'end'>

async function collect(file: FieldFile, message: Message, span: Span, depth: number, found: Set<string>) {
  if (message === 'tensor') return collectTensor(file, span, found)
  if (depth > DEEPEST) return
  for await (const field of file.fields(span.start, span.end)) {
    const inside = INSIDE[message][field.number]
    if (inside && field.value === null) await collect(file, inside, field, depth + 1, found)
  }
}

async function collectTensor(file: FieldFile, span: Span, found: Set<string>): Promise<void> {
  const names: string[] = []
  let isExternal = false
  for await (const field of file.fields(span.start, span.end)) {
    if (field.number === DATA_LOCATION && field.value === EXTERNAL) isExternal = true
    if (field.number === EXTERNAL_DATA && field.value === null) names.push(...(await locationIn(file, field)))
  }
  if (isExternal) for (const name of names.length > 0 ? names : ['']) found.add(name)
}

/** Of an entry with a key and a value: the value where the key is "location". */
async function locationIn(file: FieldFile, span: Span): Promise<string[]> {
  const texts = new Map<number, string>()
  for await (const { number, start, end } of file.fields(span.start, span.end)) {
    texts.set(number, (await file.bytes(start, Math.min(end, start + LONGEST_NAME))).toString())
  }
  return texts.get(1) === 'location' ? [texts.get(2) ?? ''] : []
}
