import { expect, test } from 'vitest'
import { createRng, shuffled } from '@/lib/domain/shared'
import { recognitionFigures } from '../recognition-figures'
import type { CommonFrame } from './common-ground'
import { compareRecognition } from './comparison-recognition'

const LABELS = ['limbs', 'face', 'blur']
const BOX = { x: 0.1, y: 0.1, w: 0.2, h: 0.2 }

const model = (labels: readonly string[], probability = labels.length > 0 ? 0.9 : 0.1) => ({
  isDistorted: labels.length > 0,
  probability,
  labels,
  boxes: labels.map((labelKey) => ({ labelKey, box: BOX })),
})
const frame = (clipId: string, truth: readonly string[], a: readonly string[], b: readonly string[]): CommonFrame => ({
  clipId,
  truth: { labels: truth, boxes: truth.map((labelKey) => ({ labelKey, box: BOX })) },
  a: model(a),
  b: model(b),
})

const rng = createRng('frames')
/** A is wrong on a third of the frames, B on a tenth. */
const frames = Array.from({ length: 240 }, (_, place) => {
  const truth = rng.next() < 0.5 ? [LABELS[rng.int(2)] as string] : []
  const said = (wrong: number) => (rng.next() < wrong ? (truth.length > 0 ? [] : ['limbs']) : truth)
  return frame(`c${place % 30}`, truth, said(0.33), said(0.1))
})

test('[RC13] the values are those of each run alone on the same frames', () => {
  const compared = compareRecognition(frames, LABELS, 's')
  for (const side of ['a', 'b'] as const) {
    const alone = recognitionFigures(
      frames.map(({ clipId, truth, [side]: said }) => ({ clipId, truth, model: said })),
      LABELS,
      's',
    )
    expect(compared.distortedF1[side]).toBe(alone.distorted.f1.value)
    expect(compared.normalF1[side]).toBe(alone.normal.f1.value)
    expect(compared.boxesFound[side]).toBe(alone.boxes.hit30.value)
    expect(compared.calibrationError[side]).toBe(alone.calibration.error.value)
    const right = frames.filter(({ truth, [side]: said }) => said.isDistorted === truth.labels.length > 0).length
    expect(compared.accuracy[side]).toBeCloseTo(right / frames.length, 12)
  }
  expect(compared.accuracy.difference.n).toBe(240)
  expect(compared.distortedF1.difference.n + compared.normalF1.difference.n).toBe(240)
})

test('[RC13] the mean over labels is over those that are true of a frame, the same for both', () => {
  const given = [
    frame('c1', ['limbs'], ['limbs'], ['limbs']),
    frame('c1', ['face'], ['limbs', 'blur'], ['face']),
    frame('c2', [], ['blur'], []),
  ]
  const { macroF1 } = compareRecognition(given, LABELS, 's')
  // limbs: 2/3 and 1; face: 0 and 1; blur is never true.
  expect(macroF1.a).toBeCloseTo(1 / 3, 12)
  expect(macroF1.b).toBe(1)
  expect(macroF1.difference.n).toBe(2)
})

test('[RC13] boxes are compared only where each run draws some', () => {
  const given = frames.map((each) => ({ ...each, a: { ...each.a, boxes: [] } }))
  const none = { a: null, b: null, difference: { value: null, ci95: null, n: 0 }, differing: 0 }
  expect(compareRecognition(given, LABELS, 's').boxesFound).toEqual(none)
})

test('[RC14] clips are drawn for both at once; the order of the frames changes nothing', () => {
  const found = compareRecognition(frames, LABELS, 's')
  expect(compareRecognition(shuffled(frames, createRng(5)), LABELS, 's').accuracy).toEqual(found.accuracy)
  for (const name of ['accuracy', 'distortedF1', 'normalF1', 'macroF1', 'boxesFound'] as const) {
    expect(found[name].difference.ci95?.[0]).toBeGreaterThan(0)
    expect(found[name].differing).toBeGreaterThan(15)
  }
  expect(found.calibrationError.difference.ci95?.[1]).toBeLessThan(0)
})

test('[RC15] runs that say the same: clips stand in as trials for shares, nothing for F1', () => {
  const same = frames.map((each) => ({ ...each, b: each.a }))
  const { accuracy, distortedF1, calibrationError } = compareRecognition(same, LABELS, 's')
  expect(accuracy.difference.ci95).toEqual([expect.closeTo(-0.1135, 4), expect.closeTo(0.1135, 4)])
  expect([distortedF1.difference.ci95, calibrationError.difference.ci95]).toEqual([null, null])
  expect([accuracy, distortedF1, calibrationError].map(({ differing }) => differing)).toEqual([0, 0, 0])
})
