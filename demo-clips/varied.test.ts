import { expect, test } from 'vitest'
import { LABEL_KEYS, renderFrame, renderFrameRgb, sampleFrame, sampleTwins } from './index'
import { FAR_STYLES, STYLES, UNSEEN_STYLES } from './types'
import { variedClip } from './varied'
import { seenTruth } from './visible'

const ALL_STYLES = [...STYLES, ...UNSEEN_STYLES, ...FAR_STYLES]
const seeds = Array.from({ length: 400 }, (_, seed) => seed)
const clips = seeds.map((seed) => variedClip({ seed, styles: STYLES, distorted: true }))

test('no style that tests the model is one that it learns from', () => {
  const known: readonly string[] = STYLES
  expect(UNSEEN_STYLES.filter((style) => known.includes(style))).toEqual([])
  const unseen = seeds.map((seed) => variedClip({ seed, styles: UNSEEN_STYLES, distorted: false }).style)
  expect([...new Set(unseen)].sort()).toEqual([...UNSEEN_STYLES].sort())
})

test('a few hundred seeds hold every style, subject, light, extra and label', () => {
  expect(new Set(clips.map(({ style }) => style)).size).toBe(STYLES.length)
  expect(new Set(clips.map(({ subject }) => subject)).size).toBe(8)
  expect(new Set(clips.map(({ variety }) => variety?.lighting)).size).toBe(8)
  expect(new Set(clips.flatMap(({ variety }) => variety?.extras ?? [])).size).toBe(4)
  const planted = new Set(clips.flatMap(({ distortions }) => distortions.map(({ key }) => key)))
  expect([...planted].sort()).toEqual([...LABEL_KEYS].sort())
})

test('every style draws every kind of subject', async () => {
  for (const style of ALL_STYLES) {
    for (const spec of clips.slice(0, 12)) {
      const { svg } = renderFrame({ ...spec, style }, 3)
      expect(svg).not.toMatch(/NaN|undefined/)
    }
  }
  const [first] = clips
  if (!first) throw new Error('no clips')
  const looks = await Promise.all(ALL_STYLES.map((style) => renderFrameRgb({ ...first, style }, 0)))
  expect(new Set(looks.map((look) => Buffer.from(look).toString('base64'))).size).toBe(looks.length)
})

test('a distortion nobody can see does not count, and is not drawn', async () => {
  const spec = clips.find(({ distortions }) => distortions.some(({ key }) => key === 'facial_deformation'))
  if (!spec) throw new Error('no broken face')
  const away = { ...spec, variety: spec.variety && { ...spec.variety, aim: { x: 6, y: 6 } } }
  const { spec: drawn, labels } = await seenTruth(away, 0)
  expect(labels).toEqual([])
  expect(drawn.distortions).toEqual([])
})

test('the seen box lies in the planted one, but for the rounding to pixels', async () => {
  for (const spec of clips.slice(0, 10)) {
    const planted = new Map(renderFrame(spec, 5).truth.labels.map(({ key, box }) => [key, box]))
    for (const { key, box } of (await seenTruth(spec, 5)).labels) {
      const whole = planted.get(key)
      if (!whole) throw new Error(`${key} was not planted`)
      expect(box.x).toBeGreaterThan(whole.x - 0.02)
      expect(box.y).toBeGreaterThan(whole.y - 0.02)
      expect(box.x + box.w).toBeLessThan(whole.x + whole.w + 0.02)
      expect(box.y + box.h).toBeLessThan(whole.y + whole.h + 0.02)
    }
  }
})

test('twins differ in their distortions alone, and a seed draws them again', async () => {
  const [broken, whole] = await sampleTwins(3, 'known')
  if (!broken || !whole) throw new Error('nothing to be seen')
  expect(whole.labels).toEqual([])
  expect(broken.labels.length).toBeGreaterThan(0)
  expect({ ...broken.spec, distortions: [] }).toEqual(whole.spec)
  expect(Buffer.compare(broken.picture, whole.picture)).not.toBe(0)
  const [again] = await sampleTwins(3, 'known')
  expect(again?.picture.equals(broken.picture)).toBe(true)
})

test('a sampled frame is the same at every call', async () => {
  const [one, two] = [await sampleFrame(9, 'unseen'), await sampleFrame(9, 'unseen')]
  expect(one.picture.equals(two.picture)).toBe(true)
  expect(one.labels).toEqual(two.labels)
})
