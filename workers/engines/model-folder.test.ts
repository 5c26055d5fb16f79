import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TINY_MODEL } from './frame-onnx/fixtures/paint'
import { readModelFolder } from './model-folder'
import { openEngine } from './open-engine'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'framejury-model-'))
  await cp(TINY_MODEL, folder, { recursive: true })
})
afterEach(() => rm(folder, { recursive: true }))

async function changeManifest(change: Record<string, unknown>): Promise<void> {
  const file = path.join(folder, 'model.json')
  const manifest = JSON.parse(await readFile(file, 'utf8'))
  await writeFile(file, JSON.stringify({ ...manifest, ...change }))
}

test('a model folder is recognised with its checksum', async () => {
  const model = await readModelFolder(folder)
  expect(model).toMatchObject({ engine: 'frame-onnx', folder, manifest: { name: 'tiny' } })
  expect(model.sha256).toMatch(/^[0-9a-f]{64}$/)
  await expect(readModelFolder(folder, model.sha256)).resolves.toEqual(model)
})

test('another graph than the registered one is refused', async () => {
  await expect(readModelFolder(folder, '0'.repeat(64))).rejects.toThrow(/the registered model version says 0{64}/)
  await changeManifest({ sha256: 'f'.repeat(64) })
  await expect(readModelFolder(folder)).rejects.toThrow(/model\.json says f{64}/)
})

test('a missing folder, a file and a folder without a model are told apart', async () => {
  await expect(readModelFolder(path.join(folder, 'nowhere'))).rejects.toThrow(/There is no such folder/)
  await expect(readModelFolder(path.join(folder, 'model.json'))).rejects.toThrow(/It is a file/)
  await rm(path.join(folder, 'model.onnx'))
  await expect(readModelFolder(folder)).rejects.toThrow(/model\.onnx is missing\. It holds model\.json\./)
  await rm(path.join(folder, 'model.json'))
  await expect(readModelFolder(folder)).rejects.toThrow(/model\.json and model\.onnx are missing\. It is empty\./)
})

test('a manifest that is wrong is refused with the field', async () => {
  await changeManifest({ labels: [], fit: 'crop' })
  const refusal = readModelFolder(folder)
  await expect(refusal).rejects.toThrow(/at labels/)
  await expect(refusal).rejects.toThrow(/at fit/)
  await writeFile(path.join(folder, 'model.json'), '{ "schemaVersion": 1,')
  await expect(readModelFolder(folder)).rejects.toThrow(/model\.json is not JSON/)
})

test.each([
  [
    'an output that is not there',
    { outputs: { score: 'quality', labelLogits: 'label_logits', heatmap: 'heatmap' } },
    /no output "quality" \(it has score, label_logits, heatmap\)/,
  ],
  [
    'outputs in each other’s place',
    { outputs: { score: 'score', labelLogits: 'heatmap', heatmap: 'label_logits' } },
    /output "heatmap" has the shape \[n, 2, 8, 8\], it must be \[any, 2\]/,
  ],
  [
    'another count of labels',
    { labels: ['extra_limbs'] },
    /"label_logits" has the shape \[n, 2\], it must be \[any, 1\]/,
  ],
  [
    'another input size',
    { input: { name: 'frames', width: 64, height: 32, layout: 'NHWC', dtype: 'uint8' } },
    /input "frames" has the shape \[n, 32, 32, 3\], it must be \[any, 32, 64, 3\]/,
  ],
  [
    'another input name',
    { input: { name: 'pixels', width: 32, height: 32, layout: 'NHWC', dtype: 'uint8' } },
    /no input "pixels" \(it has frames\)/,
  ],
])('a graph with %s is refused', async (_, change, complaint) => {
  await changeManifest(change)
  await expect(openEngine(folder, { providers: ['cpu'] })).rejects.toThrow(complaint)
})

test('a graph that is no ONNX file is refused with the runtime’s reason', async () => {
  await writeFile(path.join(folder, 'model.onnx'), 'not a graph')
  await expect(openEngine(folder, { providers: ['cpu'] })).rejects.toThrow(/runs on no provider \(cpu: .{10}/)
})
