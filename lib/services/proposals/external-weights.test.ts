import { appendFile, cp, mkdtemp, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TINY_MODEL } from '@/workers/engines/frame-onnx/fixtures/paint'
import { copiedModel } from '@/workers/engines/vlm-onnx/fixtures/tiny-model'
import { externalWeights } from './external-weights'
import { readModelFolder } from './model-folder'

let folder: string
let graph: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'framejury-model-'))
  graph = path.join(folder, 'model.onnx')
  await cp(TINY_MODEL, folder, { recursive: true })
})
afterEach(() => rm(folder, { recursive: true }))

/** A field with content, as protobuf writes it. */
function field(number: number, ...content: (Buffer | string)[]): Buffer {
  const bytes = Buffer.concat(content.map((part) => Buffer.from(part)))
  return Buffer.concat([Buffer.from([...varint(number * 8 + 2), ...varint(bytes.length)]), bytes])
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]
}

/** A tensor whose bytes are in another file. */
function tensorIn(file: string): Buffer[] {
  const entry = (key: string, value: string) => field(13, field(1, key), field(2, value))
  const external = Buffer.from([...varint(14 * 8), 1])
  return [field(8, 'w'), entry('location', file), entry('offset', '0'), external]
}

/** What follows a graph in its file is a part of it. */
const initializer = (file: string) => field(7, field(5, ...tensorIn(file)))

test('[PP11] a graph with all its weights inside names no file', async () => {
  expect(await externalWeights(graph)).toEqual(new Set())
  expect(await externalWeights(path.resolve('models/default/model.onnx'))).toEqual(new Set())
})

test.each<[string, (file: string) => Buffer]>([
  ['an initializer', initializer],
  ['a constant’s attribute', (file) => field(7, field(1, field(5, field(5, ...tensorIn(file)))))],
  ['a branch of a node', (file) => field(7, field(1, field(5, field(6, field(5, ...tensorIn(file))))))],
  ['a function', (file) => field(25, field(7, field(5, field(5, ...tensorIn(file)))))],
  ['a sparse initializer', (file) => field(7, field(15, field(1, ...tensorIn(file))))],
  [
    'a tensor behind many bytes',
    (file) => field(7, field(5, field(9, Buffer.alloc(300_000))), field(5, ...tensorIn(file))),
  ],
])('[PP11] weights of %s in another file are found, and the folder is refused', async (_, made) => {
  await appendFile(graph, made('weights.bin'))
  expect(await externalWeights(graph)).toEqual(new Set(['weights.bin']))
  await expect(readModelFolder(folder)).rejects.toThrow(
    /model\.onnx stores weights in weights\.bin, .* checksum .*onnx\.save\(onnx\.load\("model\.onnx"\), "model\.onnx"\)/,
  )
})

test('[PP11] a graph that was copied in part is told apart from none of that', async () => {
  await appendFile(graph, initializer('weights.bin'))
  await truncate(graph, 100)
  expect(await externalWeights(graph)).toEqual(new Set())
})

test('[PP11] a checkpoint’s weights lie where its checksum sees them', async () => {
  const checkpoint = await copiedModel()
  try {
    const vision = path.join(checkpoint, 'onnx/vision_encoder.onnx')
    await appendFile(vision, initializer('vision_encoder.onnx_data'))
    await appendFile(`${vision}_data`, 'weights')
    const { sha256 } = await readModelFolder(checkpoint)
    await appendFile(`${vision}_data`, 'other weights')
    expect((await readModelFolder(checkpoint)).sha256).not.toBe(sha256)
    await appendFile(vision, initializer('../weights.bin'))
    await expect(readModelFolder(checkpoint)).rejects.toThrow(
      /onnx\/vision_encoder\.onnx stores weights in \.\.\/weights\.bin, which .* training\/vlm\/export\.py/,
    )
  } finally {
    await rm(checkpoint, { recursive: true })
  }
})
