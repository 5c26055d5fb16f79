import { expect, test } from 'vitest'
import { ModelManifest, serverKeyProblem } from './model-manifest'

const manifest = {
  schemaVersion: 1,
  engine: 'frame-onnx',
  name: 'tiny',
  version: '1',
  labels: ['limb_deformation', 'motion_blur'],
  input: { name: 'frames', width: 32, height: 32, layout: 'NHWC', dtype: 'uint8' },
  outputs: { score: 'score', labelLogits: 'label_logits', heatmap: 'heatmap' },
  fit: 'stretch',
  thresholds: { distortedScore: 3.5, labelProbability: 0.5, heatmap: 0.4, high: 4, low: 3 },
  training: { seed: 1 },
}

test('a whole manifest passes and keeps its training record', () => {
  expect(ModelManifest.parse(manifest)).toEqual(manifest)
})

test.each([
  ['a label twice', { labels: ['motion_blur', 'motion_blur'] }, /appears twice/],
  ['no labels', { labels: [] }, /labels/],
  ['another engine', { engine: 'tensorflow' }, /engine/],
  ['thresholds the wrong way round', { thresholds: { ...manifest.thresholds, low: 4.5 } }, /low threshold is above/],
  ['a heatmap threshold of 0', { thresholds: { ...manifest.thresholds, heatmap: 0 } }, /fills the frame/],
  ['a checksum that is none', { sha256: 'abc' }, /64 hexadecimal/],
])('refuses %s', (_, change, complaint) => {
  expect(() => ModelManifest.parse({ ...manifest, ...change })).toThrow(complaint)
})

const talking = {
  schemaVersion: 1,
  engine: 'openai',
  name: 'react',
  version: '7b',
  labels: ['limb_deformation'],
  thresholds: { distortedScore: 3.5, labelProbability: 0.5, high: 4, low: 3 },
  server: { baseUrl: 'http://gpu:8000/v1', model: 'react-7b' },
  training: {},
}

test('a server needs little more than its address', () => {
  expect(ModelManifest.parse(talking)).toMatchObject({
    definitions: {},
    input: { width: 448, height: 252 },
    fit: 'letterbox',
    server: { concurrency: 8, silenceMs: 120_000 },
  })
})

test.each([
  ['an address that is none', { baseUrl: 'gpu:8000' }, /ends in \/v1/],
  ['a key written down as a name', { apiKeyEnv: 'sk-123' }, /name of an environment variable/],
])('refuses a server with %s', (_, change, complaint) => {
  expect(() => ModelManifest.parse({ ...talking, server: { ...talking.server, ...change } })).toThrow(complaint)
})

test('[PP14] a variable with the prefix may hold a key', () => {
  expect(serverKeyProblem('FRAMEJURY_KEY_REACT')).toBeNull()
})

test.each(['AUTH_SECRET', 'DATABASE_URL', 'FRAMEJURY_DATA', 'FRAMEJURY_KEY_', 'MY_FRAMEJURY_KEY_X'])(
  '[PP14] %s may not',
  (name) => {
    expect(serverKeyProblem(name)).toMatch(new RegExp(`names ${name} for .* begins with FRAMEJURY_KEY_ `))
  },
)

test('[PP14] the refusal proposes a name', () => {
  expect(serverKeyProblem('REACT_KEY')).toContain('the key as FRAMEJURY_KEY_REACT,')
  expect(serverKeyProblem('OPENAI_API_KEY')).toContain('the key as FRAMEJURY_KEY_OPENAI,')
})
