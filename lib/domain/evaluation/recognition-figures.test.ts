import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wilsonInterval } from '@/lib/domain/agreement'
import { createRng, shuffled } from '@/lib/domain/shared'
import { confusionOf } from './confusion'
import { type ClassFigures, matchBoxes, recognitionFigures } from './recognition-figures'
import type { EvaluatedFrame } from './truth'

const LABELS = ['limbs', 'face', 'blur', 'torso']

function frame(clipId: string, truth: readonly string[], said: readonly string[], probability = 0.5): EvaluatedFrame {
  return {
    clipId,
    truth: { labels: truth, boxes: [] },
    model: { isDistorted: said.length > 0, probability, labels: said, boxes: [] },
  }
}

const someFrames = fc.array(
  fc
    .tuple(
      fc.constantFrom('a', 'b', 'c', 'd'),
      fc.subarray(LABELS),
      fc.subarray(LABELS),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    .map((parts) => frame(...parts)),
  { maxLength: 30 },
)

/** F1 by its definition, frame by frame; null where nobody says it. */
function plainF1(frames: readonly EvaluatedFrame[], isTrue: Says, isSaid: Says): number | null {
  const right = frames.filter((each) => isTrue(each) && isSaid(each)).length
  const both = frames.filter(isTrue).length + frames.filter(isSaid).length
  return both === 0 ? null : (2 * right) / both
}
type Says = (frame: EvaluatedFrame) => boolean

test('[EV6] [TA7] [TA8] F1 is that of the definition, whatever the frames', () => {
  fc.assert(
    fc.property(someFrames, (frames) => {
      const { distorted, normal, labels } = recognitionFigures(frames, LABELS, 's')
      const isTrue: Says = ({ truth }) => truth.labels.length > 0
      const isSaid: Says = ({ model }) => model.isDistorted
      expect(distorted.f1.value).toBe(plainF1(frames, isTrue, isSaid))
      expect(normal.f1.value).toBe(
        plainF1(
          frames,
          (each) => !isTrue(each),
          (each) => !isSaid(each),
        ),
      )
      for (const { labelKey, f1 } of labels) {
        const inTruth: Says = ({ truth }) => truth.labels.includes(labelKey)
        expect(f1.value).toBe(plainF1(frames, inTruth, ({ model }) => model.labels.includes(labelKey)))
      }
    }),
    { numRuns: 20 },
  )
})

const five = [
  frame('a', ['limbs'], ['limbs']),
  frame('a', ['limbs', 'blur'], ['blur']),
  frame('b', ['blur'], []),
  frame('b', [], []),
  frame('c', [], ['limbs']),
]

function sharesOf({ precision, recall, f1 }: ClassFigures) {
  return { precision: precision.value, recall: recall.value, f1: f1.value, support: recall.n }
}

test('[TA7] precision, recall and F1 of distorted and of normal frames', () => {
  const { distorted, normal } = recognitionFigures(five, [], 's')
  expect(sharesOf(distorted)).toEqual({ precision: 2 / 3, recall: 2 / 3, f1: 4 / 6, support: 3 })
  expect(sharesOf(normal)).toEqual({ precision: 1 / 2, recall: 1 / 2, f1: 2 / 4, support: 2 })
})

test('[TA8] each label in the order asked for, undefined shares as null', () => {
  const { labels } = recognitionFigures(five, ['blur', 'limbs', 'torso'], 's')
  expect(labels.map(({ labelKey, ...figures }) => ({ labelKey, ...sharesOf(figures) }))).toEqual([
    { labelKey: 'blur', precision: 1, recall: 1 / 2, f1: 2 / 3, support: 2 },
    { labelKey: 'limbs', precision: 1 / 2, recall: 1 / 2, f1: 1 / 2, support: 2 },
    { labelKey: 'torso', precision: null, recall: null, f1: null, support: 0 },
  ])
})

test('[TA7] a frame may be called distorted without a label', () => {
  const judged = frame('a', ['blur'], [])
  const { distorted, labels } = recognitionFigures(
    [{ ...judged, model: { ...judged.model, isDistorted: true } }],
    ['blur'],
    's',
  )
  expect(distorted.f1.value).toBe(1)
  expect(labels.map(sharesOf)).toEqual([{ precision: null, recall: 0, f1: 0, support: 1 }])
})

test('[EV5] intervals hold the figure, and neither order nor a second call changes them', () => {
  const rng = createRng('frames')
  const frames = Array.from({ length: 60 }, (_, place) => {
    const truth = rng.next() < 0.5 ? ['limbs'] : []
    return frame(`clip ${place % 12}`, truth, rng.next() < 0.8 ? truth : ['face'], rng.next())
  })
  const figures = recognitionFigures(frames, LABELS, 's')
  expect(recognitionFigures(shuffled(frames, createRng(1)), LABELS, 's').distorted).toEqual(figures.distorted)
  const { value, ci95 } = figures.distorted.f1
  expect(ci95?.[0]).toBeLessThan(value ?? 0)
  expect(ci95?.[1]).toBeGreaterThan(value ?? 1)
  expect(recognitionFigures(frames, LABELS, 'other').distorted.f1.ci95).not.toEqual(ci95)
})

test('[EV5] frames of one clip are drawn together: copies of a frame make nothing surer', () => {
  const clips = ['a', 'b', 'c', 'd', 'e', 'f'].map((clip, place) => frame(clip, ['limbs'], place < 3 ? ['limbs'] : []))
  const copied = clips.flatMap((each) => Array.from({ length: 10 }, () => each))
  const [few, many] = [clips, copied].map((frames) => recognitionFigures(frames, LABELS, 's').distorted.recall)
  expect(many).toEqual({ ...few, n: 60 })
})

test('[EV5] where all draws agree Wilson stands in; one clip has no interval', () => {
  const frames = [frame('a', ['limbs'], ['limbs']), frame('a', ['limbs'], ['limbs']), frame('b', ['limbs'], ['limbs'])]
  const { recall, f1 } = recognitionFigures(frames, LABELS, 's').distorted
  expect(recall).toEqual({ value: 1, ci95: wilsonInterval(3, 3), n: 3 })
  expect(recall.ci95?.[0]).toBeCloseTo(0.4385, 4)
  const [low] = wilsonInterval(3, 3) ?? [0]
  expect(f1.ci95).toEqual([(2 * low) / (1 + low), 1])
  expect(recognitionFigures(frames.slice(0, 2), LABELS, 's').distorted.recall).toEqual({ value: 1, ci95: null, n: 2 })
})

test('[EV7] what nothing defines is null', () => {
  const none = { value: null, ci95: null, n: 0 }
  const figures = recognitionFigures([], LABELS, 's')
  expect(figures.distorted).toEqual({ precision: none, recall: none, f1: none })
  expect(figures.boxes).toEqual({ meanIou: none, hit30: none, hit50: none })
  expect(figures.calibration.error).toEqual(none)
  expect(recognitionFigures([frame('a', [], []), frame('b', [], [])], LABELS, 's').distorted.f1).toEqual(none)
})

const box = (x: number, w: number) => ({ x, y: 0, w, h: 1 })

test('[EV8] boxes match one to one within a label, the most overlapping first', () => {
  const truth = [
    { labelKey: 'limbs', box: box(0, 0.5) },
    { labelKey: 'limbs', box: box(0.3, 0.5) },
  ]
  const over = { labelKey: 'limbs', box: box(0.1, 0.5) }
  // IoU 0.4/0.6 with the first, 0.3/0.7 with the second.
  expect(matchBoxes(truth, [over])).toEqual([expect.closeTo(2 / 3, 12)])
  expect(matchBoxes(truth, [over, over])).toEqual([expect.closeTo(2 / 3, 12), expect.closeTo(3 / 7, 12)])
  expect(matchBoxes(truth, [{ ...over, labelKey: 'face' }])).toEqual([])
  expect(matchBoxes(truth, [{ labelKey: 'limbs', box: box(0.9, 0.1) }])).toEqual([])
  const judged = frame('a', ['limbs'], ['limbs'])
  const frames = [{ ...judged, truth: { ...judged.truth, boxes: truth }, model: { ...judged.model, boxes: [over] } }]
  const { meanIou, hit30, hit50 } = recognitionFigures(frames, LABELS, 's').boxes
  expect([meanIou.value, meanIou.n]).toEqual([expect.closeTo(2 / 3, 12), 1])
  expect([hit30.value, hit30.n, hit50.value, hit50.n]).toEqual([0.5, 2, 0.5, 2])
})

test('[EV9] calibration: bins, and the mean distance of said and seen', () => {
  const frames = Array.from({ length: 10 }, (_, place) => [
    frame(`a${place}`, place < 6 ? ['limbs'] : [], [], 0.9),
    frame(`b${place}`, [], [], 0.1),
  ]).flat()
  const { error, bins } = recognitionFigures(frames, LABELS, 's').calibration
  expect(error.value).toBeCloseTo(0.2, 12)
  expect(error.n).toBe(20)
  expect(bins[9]).toMatchObject({ from: 0.9, to: 1, frames: 10, observed: 0.6, ci95: wilsonInterval(6, 10) })
  expect(bins[9]?.predicted).toBeCloseTo(0.9, 12)
  expect(bins[1]).toMatchObject({ frames: 10, observed: 0 })
  expect(bins[5]).toMatchObject({ frames: 0, predicted: null, observed: null, ci95: null })
  expect(recognitionFigures([frame('a', [], [], 1)], LABELS, 's').calibration.bins[9]?.frames).toBe(1)
})

test('[EV10] confusion: the worked example', () => {
  const { frames, cells } = confusionOf([frame('a', ['limbs', 'face'], ['limbs', 'blur', 'torso'])], LABELS)
  expect(cells).toEqual([
    [1, 0, 0, 0, 0],
    [0, 0, 0.5, 0.5, 0],
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
  ])
  expect(frames).toEqual({ hit: 1, miss: 0, falseAlarm: 0, clean: 0 })
})

test('[EV10] the row of a label sums to the frames that have it, and the four counts to all frames', () => {
  fc.assert(
    fc.property(someFrames, (frames) => {
      const { cells, frames: counts } = confusionOf(frames, LABELS)
      for (const [place, label] of LABELS.entries()) {
        const has = frames.filter(({ truth }) => truth.labels.includes(label)).length
        expect(cells[place]?.reduce((sum, cell) => sum + cell, 0)).toBeCloseTo(has, 9)
      }
      expect(counts.hit + counts.miss + counts.falseAlarm + counts.clean).toBe(frames.length)
    }),
  )
})

test('[EV5] three perfect boxes have mean IoU 1, and an interval that knows of chance', () => {
  const box = { labelKey: 'limbs', box: { x: 0.1, y: 0.1, w: 0.3, h: 0.3 } }
  const perfect = ['a', 'b', 'c'].map((clipId) => {
    const { truth, model } = frame(clipId, ['limbs'], ['limbs'], 1)
    return { clipId, truth: { ...truth, boxes: [box] }, model: { ...model, boxes: [box] } }
  })
  const { boxes, calibration } = recognitionFigures(perfect, LABELS, 's')
  expect(boxes.meanIou).toEqual({ value: 1, ci95: wilsonInterval(3, 3), n: 3 })
  expect(calibration.error).toEqual({ value: 0, ci95: wilsonInterval(0, 3), n: 3 })
})

test('[EV5] boxes that overlap alike in every clip differ by rounding alone: no interval without width', () => {
  const truth = [{ labelKey: 'limbs', box: { x: 0.1, y: 0.1, w: 0.3, h: 0.3 } }]
  const model = [{ labelKey: 'limbs', box: { x: 0.17, y: 0.1, w: 0.3, h: 0.3 } }]
  const alike = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((clipId) => {
    const plain = frame(clipId, ['limbs'], ['limbs'], 0.7)
    return { ...plain, truth: { ...plain.truth, boxes: truth }, model: { ...plain.model, boxes: model } }
  })
  const { meanIou } = recognitionFigures(alike, LABELS, 's').boxes
  expect(meanIou.value).toBeCloseTo(0.23 / 0.37)
  expect((meanIou.ci95?.[1] ?? 0) - (meanIou.ci95?.[0] ?? 0)).toBeGreaterThan(0.3)
})
