import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TINY_MODEL } from './frame-onnx/fixtures/paint'
import { openEngine } from './open-model'

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
