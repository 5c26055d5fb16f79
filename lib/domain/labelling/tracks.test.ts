import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Box } from '@/lib/domain/shared'
import { ScreenMark } from './screen-answer'
import { interpolateTrack, keyframesOf, rebuildTrack, trackBoxes } from './tracks'

const TRACK = '00000000-0000-7000-8000-0000000000cc'
const idOf = (frameIndex: number) => `00000000-0000-7000-8000-${String(frameIndex).padStart(12, '0')}`
const newId = (frameIndex: number) => idOf(frameIndex + 1_000_000)

function keyframe(frameIndex: number, box: Box | null, ptsUs: readonly number[]): ScreenMark {
  const where = { side: 'left' as const, frameIndex, ptsUs: ptsUs[frameIndex] ?? 0, labelKey: 'extra_limbs' }
  return { id: idOf(frameIndex), ...where, box, proposalId: null, trackId: TRACK, interpolated: false }
}

const boxes = fc
  .record({
    x: fc.double({ min: 0, max: 0.99, noNaN: true }),
    y: fc.double({ min: 0, max: 0.99, noNaN: true }),
    w: fc.double({ min: 0.001, max: 1, noNaN: true }),
    h: fc.double({ min: 0.001, max: 1, noNaN: true }),
  })
  .map(({ x, y, w, h }) => ({ x, y, w: Math.min(w, 1 + 1e-6 - x), h: Math.min(h, 1 + 1e-6 - y) }))
  .filter((box) => Box.safeParse(box).success)

/** An uneven clip of up to 60 frames and some keyframes on it, in any order. */
const tracks = fc
  .array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 59 })
  .chain((steps) => {
    const ptsUs = [0]
    for (const step of steps) ptsUs.push((ptsUs.at(-1) ?? 0) + step)
    const frame = fc.integer({ min: 0, max: ptsUs.length - 1 })
    const drawn = fc.uniqueArray(fc.tuple(frame, boxes), { selector: ([at]) => at, minLength: 1, maxLength: 6 })
    return fc.record({ ptsUs: fc.constant(ptsUs), drawn, isBoxless: fc.boolean() })
  })
  .map(({ ptsUs, drawn, isBoxless }) => ({
    ptsUs,
    keyframes: drawn.map(([frameIndex, box]) => keyframe(frameIndex, isBoxless ? null : box, ptsUs)),
  }))

test('[TR5] the worked example: by time, not by index', () => {
  const ptsUs = Array.from({ length: 14 }, (_, index) => index * 40_000)
  ptsUs.splice(10, 4, 400_000, 450_000, 500_000, 600_000)
  const box = { x: 0.2, y: 0.5, w: 0.25, h: 0.25 }
  const keyframes = [keyframe(10, box, ptsUs), keyframe(13, { ...box, x: 0.4 }, ptsUs)]
  const found = [...trackBoxes(keyframes, ptsUs)].map(([frameIndex, at]) => [frameIndex, at?.x.toFixed(6)])
  expect(found).toEqual([
    [10, '0.200000'],
    [11, '0.250000'],
    [12, '0.300000'],
    [13, '0.400000'],
  ])
})

test('[TR3] [TR4] a computed track has one mark a frame, from its first keyframe to its last and no further', () => {
  fc.assert(
    fc.property(tracks, ({ ptsUs, keyframes }) => {
      const track = interpolateTrack({ keyframes, ptsUs, newId })
      const [first, last] = [keyframesOf(keyframes)[0], keyframesOf(keyframes).at(-1)]
      const from = first?.frameIndex ?? 0
      const length = (last?.frameIndex ?? 0) - from + 1
      expect(track.map(({ frameIndex }) => frameIndex)).toEqual(Array.from({ length }, (_, index) => from + index))
      for (const mark of track) expect(ScreenMark.parse(mark).ptsUs).toBe(ptsUs[mark.frameIndex])
    }),
  )
})

test('[TR5] boxes lie within the frame, and between those of the neighbouring keyframes', () => {
  fc.assert(
    fc.property(tracks, ({ ptsUs, keyframes }) => {
      const ordered = keyframesOf(keyframes)
      for (const { frameIndex, box, interpolated } of interpolateTrack({ keyframes, ptsUs, newId })) {
        const before = ordered.findLast((mark) => mark.frameIndex <= frameIndex)?.box
        const after = ordered.find((mark) => mark.frameIndex >= frameIndex)?.box
        if (!box || !before || !after) {
          expect([box, before, after]).toEqual([null, null, null])
          continue
        }
        expect(Box.safeParse(box).success).toBe(true)
        if (!interpolated) expect(box).toBe(before)
        for (const side of ['x', 'y', 'w', 'h'] as const) {
          expect(box[side]).toBeGreaterThanOrEqual(Math.min(before[side], after[side]) - 2e-6)
          expect(box[side]).toBeLessThanOrEqual(Math.max(before[side], after[side]))
        }
      }
    }),
  )
})

test('[TR7] keyframes come back as they went in, and computing again changes nothing, ids included', () => {
  fc.assert(
    fc.property(tracks, ({ ptsUs, keyframes }) => {
      const track = interpolateTrack({ keyframes, ptsUs, newId })
      expect(keyframesOf(track)).toEqual(keyframesOf(keyframes))
      const again = rebuildTrack(track, { trackId: TRACK, ptsUs, newId: () => 'never asked for' })
      expect(again).toEqual(track)
    }),
  )
})

test('[TR7] rebuilding one track leaves the other marks where they are', () => {
  const ptsUs = Array.from({ length: 9 }, (_, index) => index * 40_000)
  const box = { x: 0.2, y: 0.5, w: 0.25, h: 0.25 }
  const alone = { ...keyframe(3, box, ptsUs), id: idOf(77), trackId: null }
  const track = interpolateTrack({ keyframes: [keyframe(2, box, ptsUs), keyframe(4, box, ptsUs)], ptsUs, newId })
  const edited = track.map((mark) => (mark.frameIndex === 4 ? { ...mark, box: { ...box, x: 0.4 } } : mark))
  const rebuilt = rebuildTrack([alone, ...edited, keyframe(5, box, ptsUs)], { trackId: TRACK, ptsUs, newId })
  expect(rebuilt.map(({ id }) => id)).toEqual([alone.id, ...track.map(({ id }) => id), idOf(5)])
  expect(rebuilt.map(({ box: at }) => at?.x.toFixed(3))).toEqual(['0.200', '0.200', '0.300', '0.400', '0.200'])
  expect(rebuildTrack([alone], { trackId: TRACK, ptsUs, newId })).toEqual([alone])
})
