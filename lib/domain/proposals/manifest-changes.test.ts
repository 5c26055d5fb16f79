import { expect, test } from 'vitest'
import { engineChanges, FrameOnnxManifest, manifestChanges, VlmOnnxManifest } from './model-manifest'

const thresholds = { distortedScore: 3.5, labelProbability: 0.5, high: 4, low: 3 }
const COMMON = { schemaVersion: 1, name: 'tiny', version: '1', labels: ['limbs', 'blur'], training: {} }
const frame = FrameOnnxManifest.parse({
  ...COMMON,
  engine: 'frame-onnx',
  input: { name: 'image', width: 32, height: 32, layout: 'NHWC', dtype: 'uint8' },
  outputs: { score: 'score', labelLogits: 'logits', heatmap: 'heatmap' },
  fit: 'stretch',
  thresholds: { ...thresholds, heatmap: 0.5 },
})
const talking = VlmOnnxManifest.parse({
  ...COMMON,
  engine: 'vlm-onnx',
  dtype: 'q4',
  thresholds,
  definitions: { limbs: 'an arm too many', blur: 'smeared' },
})

test('[PP11] labels in another order and edited thresholds are changes', () => {
  const edited = { ...frame, labels: frame.labels.toReversed(), thresholds: { ...frame.thresholds, high: 4.2 } }
  expect(manifestChanges(frame, edited)).toEqual(['labels', 'thresholds.high'])
  expect(manifestChanges(frame, { ...frame, fit: 'letterbox' })).toEqual(['fit'])
})

test('[PP11] the training record, the checksum, the batch and the order of keys are none', () => {
  const { labels, ...rest } = talking
  const other = { ...rest, training: { epochs: 3 }, sha256: 'a'.repeat(64), batchSize: 8, labels }
  expect(manifestChanges(talking, { ...other, definitions: { blur: 'smeared', limbs: 'an arm too many' } })).toEqual([])
})

test('[PP12] the engine minds what it works with, not the thresholds that calibrating writes', () => {
  const calibrated = { ...frame, version: '2', thresholds: { ...frame.thresholds, distortedScore: 3, high: 3.8 } }
  expect(engineChanges(calibrated, frame)).toEqual([])
  const coarse = { ...frame.thresholds, heatmap: 0.7 }
  expect(engineChanges(frame, { ...frame, thresholds: coarse })).toEqual(['thresholds.heatmap'])
  expect(engineChanges(talking, { ...talking, maxTokens: 64, definitions: {} })).toEqual(['definitions', 'maxTokens'])
})
