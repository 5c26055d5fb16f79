import { expect, test } from 'vitest'
import { type ComparedClip, standingOf } from './compared-clip'
import { compareRuns, scoreCells } from './run-differences'

const AT = { a: 3.5, b: 3 }
const NO_FRAMES = { both: 0, agreeing: 0 }

function clip(clipId: string, a: number | null, b: number | null, more: Partial<ComparedClip> = {}): ComparedClip {
  const verdict = (score: number | null) => (score === null ? null : { score, labels: [] })
  return { clipId, a: verdict(a), b: verdict(b), frames: NO_FRAMES, ...more }
}

test('[RC2] a clip stands in both, in one, or nowhere', () => {
  expect(standingOf(clip('1', 4, 4), AT)).toBe('same')
  expect(standingOf(clip('1', 4, null), AT)).toBe('only-a')
  expect(standingOf(clip('1', null, 4), AT)).toBe('only-b')
  expect(standingOf(clip('1', null, null), AT)).toBeNull()
})

test('[RC3] each side by the threshold of its own model', () => {
  expect(standingOf(clip('1', 3.4, 3.2), AT)).toBe('changed')
  expect(standingOf(clip('1', 3.5, 3), AT)).toBe('same')
  const clips = [clip('1', 3.4, 3.2), clip('2', 4, 2.9), clip('3', 4, 1), clip('4', 2, 2), clip('5', 2, null)]
  const { changed, turned, clips: counts } = compareRuns(clips, AT)
  expect(counts).toEqual({ same: 1, changed: 3, onlyA: 1, onlyB: 0 })
  expect(turned).toEqual({ distorted: 2, clean: 1 })
  expect(changed).toMatchObject({ value: 0.75, n: 4 })
  // Wilson, 3 of 4.
  expect(changed.ci95?.map((end) => end.toFixed(3))).toEqual(['0.301', '0.954'])
})

test('[RC4] the mean difference is b − a over clips in both, with Student’s interval', () => {
  const { difference } = compareRuns([clip('1', 2, 3), clip('2', 4, 3.5), clip('3', 5, null)], AT)
  expect(difference).toMatchObject({ value: 0.25, n: 2 })
  expect(difference.ci95?.map((end) => end.toFixed(2))).toEqual(['-9.28', '9.78'])
  expect(compareRuns([clip('1', 2, null)], AT).difference).toEqual({ value: null, ci95: null, n: 0 })
})

test('[RC4] [RC5] the order of the input changes nothing', () => {
  const clips = Array.from({ length: 30 }, (_, place) => clip(`clip ${place}`, 1 + (place % 5), 1 + ((place * 7) % 5)))
  expect(compareRuns(clips.toReversed(), AT)).toEqual(compareRuns(clips, AT))
})

test('[RC6] frames count where both scored them, clips weighing by their frames', () => {
  const clips = [
    clip('1', 4, 4, { frames: { both: 3, agreeing: 3 } }),
    clip('2', 4, 4, { frames: { both: 1, agreeing: 0 } }),
  ]
  expect(compareRuns(clips, AT).frames).toMatchObject({ value: 0.75, n: 4, ci95: [0, 1] })
  const [first] = clips
  const alike = compareRuns([first, { ...first, clipId: '3' }] as ComparedClip[], AT).frames
  expect(alike.value).toBe(1)
  // Wilson, 6 of 6: all clips are alike.
  expect(alike.ci95?.[0]).toBeCloseTo(0.61, 2)
  expect(compareRuns([clip('1', 4, 4)], AT).frames).toEqual({ value: null, ci95: null, n: 0 })
})

test('[RC7] labels agree as far as both name them', () => {
  const first = clip('1', null, null, {
    a: { score: 2, labels: ['limbs', 'face'] },
    b: { score: 2, labels: ['limbs', 'blur'] },
  })
  const { labels, byLabel } = compareRuns([first, clip('2', 4, 4)], AT)
  expect(labels).toMatchObject({ value: 1 / 3, n: 3 })
  expect(byLabel.map(({ labelKey, both, onlyA, onlyB }) => [labelKey, both, onlyA, onlyB])).toEqual([
    ['blur', 0, 0, 1],
    ['face', 0, 1, 0],
    ['limbs', 1, 0, 0],
  ])
  const twice = [first, { ...first, clipId: '2', b: { score: 2, labels: ['face'] } }]
  const counted = compareRuns(twice, AT).byLabel
  expect(counted.map(({ labelKey, agreement }) => [labelKey, agreement.value, agreement.n])).toEqual([
    ['face', 0.5, 2],
    ['limbs', 0.5, 2],
    ['blur', 0, 1],
  ])
})

test('[RC7] a clip in one run alone says nothing of labels', () => {
  const alone = clip('1', null, null, { a: { score: 2, labels: ['limbs'] } })
  expect(compareRuns([alone], AT)).toMatchObject({ labels: { value: null, n: 0 }, byLabel: [] })
})

test('[RC10] a score on a line belongs to the cell above it, the ends to the outermost', () => {
  const cells = scoreCells([
    { a: 1, b: 5 },
    { a: 1.3, b: 4.95 },
    { a: 1.3999, b: 4.9 },
  ])
  expect(cells).toEqual([
    { a: 0, b: 39, clips: 1 },
    { a: 3, b: 39, clips: 2 },
  ])
})

test('[RC10] however many clips, no more cells than there are', () => {
  const points = Array.from({ length: 20_000 }, (_, place) => ({
    a: 1 + (place % 401) / 100,
    b: 1 + (place % 397) / 99,
  }))
  const cells = scoreCells(points)
  expect(cells.length).toBeLessThanOrEqual(1600)
  expect(cells.reduce((sum, { clips }) => sum + clips, 0)).toBe(20_000)
})
