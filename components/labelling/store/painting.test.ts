import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerProblems, type ScreenMark } from '@/lib/domain/labelling'
import { act, pairView, uuid, workspace } from './testing'
import type { WorkspaceAction } from './workspace-action'
import type { WorkspaceState } from './workspace-state'

const box = { x: 0.1, y: 0.1, w: 0.2, h: 0.2 }
const LIMBS = 'extra_limbs'
const step = (frames: number): WorkspaceAction => ({ type: 'player', action: { type: 'step', frames } })
const hold = (id: number, labelKey = LIMBS): WorkspaceAction => ({ type: 'label', labelKey, id: uuid(id), held: true })
const release: WorkspaceAction = { type: 'release' }
const draw = (id: number, frameIndex: number, place = box): WorkspaceAction => ({
  type: 'draw',
  side: 'left',
  frameIndex,
  box: place,
  id: uuid(id),
})

function frames({ answer }: WorkspaceState): number[] {
  return answer.marks.map(({ frameIndex }) => frameIndex).sort((a, b) => a - b)
}
function keyframes({ answer }: WorkspaceState): number[] {
  return answer.marks.filter(({ interpolated }) => !interpolated).map(({ frameIndex }) => frameIndex)
}
function boxAt({ answer }: WorkspaceState, frameIndex: number): ScreenMark['box'] {
  return answer.marks.find((mark) => mark.frameIndex === frameIndex)?.box ?? null
}

test('[MA1] every frame that is passed with the key down gets the mark, and loses it on the way back', () => {
  const on = act(workspace(), step(5), hold(1), step(1), step(1), step(10))
  expect(frames(on)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17])
  const back = act(on, step(-10), step(-1))
  expect(frames(back)).toEqual([5, 6])
  expect(frames(act(back, step(-1), step(-1)))).toEqual([4, 5])
  const released = act(back, release, step(3))
  expect(frames(released)).toEqual([5, 6])
  expect(act(back, release).notice).toMatchObject({ code: 'range-marked', values: { from: 5, to: 6, side: 'left' } })
})

test('[MA1] a frame pair has the one frame; a key that marks nothing paints nothing', () => {
  const still = act(workspace({ pair: pairView({ kind: 'frame' }) }), hold(1), step(1), release)
  expect(frames(still)).toEqual([0])
  expect(frames(act(workspace(), step(3), release, step(1)))).toEqual([])
})

test('[MA1] the other side ends the range', () => {
  const other: WorkspaceAction = { type: 'player', action: { type: 'focus', side: 'right' } }
  expect(frames(act(workspace(), hold(1), step(1), other, step(4)))).toEqual([0, 1])
})

test('[MA2] a range is one track and one step of undo', () => {
  const painted = act(workspace(), step(5), hold(1), step(1), step(1), release)
  expect(new Set(painted.answer.marks.map(({ trackId }) => trackId)).size).toBe(1)
  expect(painted.answer.marks[0]?.trackId).not.toBeNull()
  const undone = act(painted, { type: 'undo' })
  expect(frames(undone)).toEqual([])
  expect(act(undone, { type: 'redo' }).answer).toEqual(painted.answer)
})

test('[MA3] a range without a box is carried on from either end', () => {
  const first = act(workspace(), step(4), hold(1), step(2), release)
  const on = act(first, hold(2), step(3), release)
  expect(frames(on)).toEqual([4, 5, 6, 7, 8, 9])
  const both = act(on, step(-5), hold(3), step(-2), release)
  expect(frames(both)).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
  expect(new Set(both.answer.marks.map(({ trackId }) => trackId)).size).toBe(1)
})

test('[MA4] the box drawn on any frame of a range is the box of all, and later boxes are keyframes', () => {
  const painted = act(workspace(), step(4), hold(1), step(6), release, step(-3))
  expect(painted.answer.marks.every((mark) => mark.box === null)).toBe(true)
  const boxed = act(painted, draw(2, 7))
  expect(boxed.answer.marks.every((mark) => mark.box !== null)).toBe(true)
  expect(keyframes(boxed)).toEqual([4, 7, 10])
  const id = boxed.answer.marks.find(({ frameIndex }) => frameIndex === 9)?.id ?? ''
  const there = { ...box, x: 0.3 }
  const moved = act(boxed, step(2), { type: 'change-box', id, box: there, newId: uuid(9) })
  expect(keyframes(moved)).toEqual([4, 7, 9, 10])
  expect(boxAt(moved, 8)?.x).toBeCloseTo(0.2)
  expect(boxAt(moved, 6)?.x).toBeCloseTo(0.1)
  expect(frames(act(moved, { type: 'undo' }, { type: 'undo' }, { type: 'undo' }))).toEqual([])
})

test('[MA5] the same key takes a waiting range back; another key gives it its label', () => {
  const painted = act(workspace(), step(4), hold(1), step(3), release)
  const changed = act(painted, hold(2, 'torso_deformation'), release)
  expect(new Set(changed.answer.marks.map(({ labelKey }) => labelKey))).toEqual(new Set(['torso_deformation']))
  const back = act(painted, hold(2), release)
  expect(frames(back)).toEqual([])
  expect(back.notice).toMatchObject({ code: 'track-deleted', values: { frames: 4 } })
})

test('[MA5] a label without boxes is taken back as well, instead of said twice', () => {
  const marked = act(workspace(), hold(1, 'motion_blur'), release)
  expect(frames(marked)).toEqual([0])
  expect(frames(act(marked, hold(2, 'motion_blur'), release))).toEqual([])
})

test('whatever is painted, carried and deleted, the answer has no broken track', () => {
  const labelKey = fc.constantFrom(LIMBS, 'motion_blur')
  const deed = fc.oneof(
    fc.integer({ min: -6, max: 6 }).map((by) => () => [step(by)]),
    fc
      .tuple(labelKey, fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 4 }))
      .map(([key, steps]) => (id: number) => [hold(id, key), ...steps.map(step), release]),
    fc.constant((id: number): WorkspaceAction[] => [{ type: 'place-box', id: uuid(id) }]),
    fc.constant((id: number): WorkspaceAction[] => [{ type: 'extend-track', id: uuid(id) }]),
    fc.constant((id: number): WorkspaceAction[] => [{ type: 'duplicate-next', id: uuid(id) }]),
    fc.constant((): WorkspaceAction[] => [{ type: 'select-next' }]),
    fc.constant((): WorkspaceAction[] => [{ type: 'delete', id: null }]),
    fc.constant((): WorkspaceAction[] => [{ type: 'undo' }]),
    fc.constant((id: number): WorkspaceAction[] => [{ type: 'nudge', x: 3, y: 1, w: 0, h: 2, id: uuid(id) }]),
    fc.constant((id: number): WorkspaceAction[] => [{ type: 'relabel', labelKey: 'torso_deformation', id: uuid(id) }]),
  )
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
      const state = deeds.reduce((now, make, at) => act(now, ...make(1_000_000 * (at + 1))), workspace())
      const { marks } = state.answer
      expect(new Set(marks.map(({ id }) => id)).size).toBe(marks.length)
      const broken = answerProblems(state.answer, state.task).filter(({ rule }) => rule.startsWith('TR'))
      expect(broken.map(({ rule, message }) => `${rule} ${message}`)).toEqual([])
    }),
    { numRuns: 300 },
  )
})
