import { expect, test } from 'vitest'
import type { AnswerTask } from './answer-task'
import type { ScreenMark } from './screen-answer'
import { interpolateTrack, trackProblems } from './tracks'

const PTS = Array.from({ length: 12 }, (_, index) => index * 40_000)
const BOX = { x: 0.2, y: 0.2, w: 0.2, h: 0.2 }
const TRACK = '00000000-0000-7000-8000-0000000000cc'
const PROPOSAL = '00000000-0000-7000-8000-0000000000aa'

const side = { frameIndex: 0, ptsUs: PTS, proposalIds: new Set<string>() }
const task: AnswerTask = {
  kind: 'video',
  asks: 'both',
  sides: { left: side, right: side },
  labels: new Map([['extra_limbs', { name: 'Extra limbs', needsBox: false }]]),
}

const idOf = (frameIndex: number) => `00000000-0000-7000-8000-${String(frameIndex).padStart(12, '0')}`

function keyframe(frameIndex: number, changes: Partial<ScreenMark> = {}): ScreenMark {
  const where = { side: 'left' as const, frameIndex, ptsUs: PTS[frameIndex] ?? 0, labelKey: 'extra_limbs', box: BOX }
  return { id: idOf(frameIndex), ...where, proposalId: null, trackId: TRACK, interpolated: false, ...changes }
}

/** Keyframes on frames 2 and 6, the second further right; `change` spoils some of its marks. */
function track(change: (mark: ScreenMark) => Partial<ScreenMark> | null = () => ({})): ScreenMark[] {
  const keyframes = [keyframe(2), keyframe(6, { box: { ...BOX, x: 0.6 } })]
  const whole = interpolateTrack({ keyframes, ptsUs: PTS, newId: (index) => idOf(index) })
  return whole.flatMap((mark) => {
    const changed = change(mark)
    return changed ? [{ ...mark, ...changed }] : []
  })
}

const only = (frameIndex: number, changes: Partial<ScreenMark>) => (mark: ScreenMark) =>
  mark.frameIndex === frameIndex ? changes : {}

function found(marks: ScreenMark[]) {
  return trackProblems(marks, task).map(({ rule, frameIndex, message }) => ({ rule, frameIndex, message }))
}

test('[TR1] [TR2] [TR3] [TR4] [TR5] a computed track and a lonely keyframe are fine', () => {
  expect(found(track())).toEqual([])
  expect(found(track().toReversed())).toEqual([])
  expect(found([keyframe(4)])).toEqual([])
  expect(found([keyframe(4, { trackId: null }), ...track()])).toEqual([])
})

test('[TR1] a track is of one label on one clip, with boxes or without', () => {
  expect(found(track(only(4, { labelKey: 'motion_blur' })))).toEqual([
    {
      rule: 'TR1',
      frameIndex: 4,
      message:
        '"motion_blur" on frame 4 of the left clip shares a track with another label or clip; remove it from the track.',
    },
  ])
  expect(found(track(only(4, { side: 'right' }))).map(({ rule }) => rule)).toEqual(['TR1'])
  expect(found(track(only(6, { box: null }))).map(({ rule, frameIndex }) => [rule, frameIndex])).toEqual([['TR1', 6]])
})

test('[TR2] a frame is in a track once', () => {
  expect(found([...track(), keyframe(4, { id: idOf(99), box: { ...BOX, y: 0.5 } })])).toEqual([
    {
      rule: 'TR2',
      frameIndex: 4,
      message: '"Extra limbs" on frame 4 of the left clip is twice in its track; delete one of the two.',
    },
  ])
})

test('[TR3] what is computed lies between two keyframes of a track', () => {
  const rules = (marks: ScreenMark[]) => found(marks).map(({ rule, frameIndex }) => [rule, frameIndex])
  expect(rules([...track(), keyframe(7, { interpolated: true })])).toEqual([['TR3', 7]])
  expect(rules(track(only(2, { interpolated: true })))).toEqual([['TR3', 2]])
  expect(rules([keyframe(4, { interpolated: true })])).toEqual([['TR3', 4]])
  expect(rules([keyframe(4, { interpolated: true, trackId: null })])).toEqual([['TR3', 4]])
})

test('[TR4] a track has no gap', () => {
  const gap = found(track((mark) => (mark.frameIndex === 4 ? null : {})))
  expect(gap).toEqual([
    {
      rule: 'TR4',
      frameIndex: 5,
      message:
        '"Extra limbs" on frame 5 of the left clip comes after a gap in its track; move a keyframe to fill it, or delete it.',
    },
  ])
  expect(found([keyframe(2), keyframe(6)]).map(({ rule }) => rule)).toEqual(['TR4'])
})

test('[TR5] a computed box is where the keyframes put it, to a millionth of the frame', () => {
  const at = track().find(({ frameIndex }) => frameIndex === 4)?.box ?? BOX
  expect(found(track(only(4, { box: { ...at, x: at.x + 5e-7 } })))).toEqual([])
  expect(found(track(only(4, { box: { ...at, x: at.x + 2e-6 } })))).toEqual([
    {
      rule: 'TR5',
      frameIndex: 4,
      message:
        '"Extra limbs" on frame 4 of the left clip is not where its keyframes put it; move a keyframe to have it computed again.',
    },
  ])
  expect(found(track(only(4, { box: null }))).map(({ rule }) => rule)).toEqual(['TR5'])
})

test('[TR6] a computed mark is no copy of a proposal', () => {
  expect(found(track(only(4, { proposalId: PROPOSAL }))).map(({ rule, frameIndex }) => [rule, frameIndex])).toEqual([
    ['TR6', 4],
  ])
  expect(found(track(only(2, { proposalId: PROPOSAL })))).toEqual([])
})
