import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ModelManifest } from '@/lib/domain/proposals'
import { TINY_MODEL } from '@/workers/engines/frame-onnx/fixtures/paint'
import { ModelFolderError, readModelFolder } from './model-folder'

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
  await expect(readModelFolder(folder, model)).resolves.toEqual(model)
})

test('another graph than the registered one is refused', async () => {
  await expect(readModelFolder(folder, { sha256: '0'.repeat(64) })).rejects.toThrow(
    /the registered model version says 0{64}/,
  )
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
  ['a name with U+0000', { name: 'a\u0000b' }, /at name/],
  ['half a surrogate pair', { version: '\ud800' }, /at version/],
  ['a name too long to be looked up', { name: 'n'.repeat(9000) }, /at name/],
])('a manifest with %s is refused with the place', async (_, change, complaint) => {
  await changeManifest(change)
  await expect(readModelFolder(folder)).rejects.toThrow(complaint)
})

test.each([100, 20_000])('a manifest that is nested %i deep is refused', async (depth) => {
  const file = path.join(folder, 'model.json')
  const deep = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
  const manifest = JSON.parse(await readFile(file, 'utf8'))
  const text = JSON.stringify({ ...manifest, training: { x: 'DEEP' } })
  await writeFile(file, text.replace('"DEEP"', deep))
  await expect(readModelFolder(folder)).rejects.toBeInstanceOf(ModelFolderError)
})

test('[PP14] a folder that names a server needs no weights and sends no secret; its sum is the manifest’s', async () => {
  const file = path.join(folder, 'model.json')
  const { labels, thresholds } = JSON.parse(await readFile(file, 'utf8'))
  const server = { baseUrl: 'http://127.0.0.1:8000/v1', model: 'react-7b' }
  await rm(path.join(folder, 'model.onnx'))
  const manifest = { schemaVersion: 1, engine: 'openai', name: 'react', version: '1', labels, thresholds, server }
  await writeFile(file, JSON.stringify({ ...manifest, training: {} }))
  const model = await readModelFolder(folder)
  expect(model).toMatchObject({ engine: 'openai', manifest: { server: { model: 'react-7b' } } })
  await writeFile(file, JSON.stringify({ ...manifest, training: {}, version: '2' }))
  await expect(readModelFolder(folder, model)).rejects.toThrow(/model\.json has the SHA-256/)
  const secret = { ...manifest, training: {}, server: { ...server, apiKeyEnv: 'AUTH_SECRET' } }
  await writeFile(file, JSON.stringify(secret))
  await expect(readModelFolder(folder)).rejects.toThrow(/names AUTH_SECRET .* begins with FRAMEJURY_KEY_/)
})

test('every model.json that the README shows is right', async () => {
  const readme = await readFile('README.md', 'utf8')
  const shown = [...readme.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => JSON.parse(text ?? ''))
  expect(shown.map((manifest) => ModelManifest.parse(manifest).engine)).toEqual(['frame-onnx', 'openai', 'vlm-onnx'])
})

test('[PP21] files that Git LFS has not fetched are named', async () => {
  const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 9\n'
  await writeFile(path.join(folder, 'model.onnx'), pointer)
  await expect(readModelFolder(folder)).rejects.toThrow(
    /model\.onnx is a Git LFS pointer, not the file\. Run "git lfs pull"/,
  )
  await mkdir(path.join(folder, 'onnx'))
  await writeFile(path.join(folder, 'onnx/vision_encoder.onnx'), pointer)
  await expect(readModelFolder(folder)).rejects.toThrow(/model\.onnx, onnx\/vision_encoder\.onnx are Git LFS pointers/)
})
