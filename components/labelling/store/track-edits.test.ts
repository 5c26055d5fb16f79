import { expect, test } from 'vitest'
import { indexOf } from './mark-index'
import { selectedMark } from './selectors'
import { act, pairView, proposal, sideView, uuid, workspace } from './testing'
import type { WorkspaceAction } from './workspace-action'
import type { WorkspaceState } from './workspace-state'

const step = (frames: number): WorkspaceAction => ({ type: 'player', action: { type: 'step', frames } })
const at = (index: number): WorkspaceAction => ({ type: 'player', action: { type: 'seek-frame', side: 'left', index } })
const remove: WorkspaceAction = { type: 'delete', id: null }
const right = (id: number): WorkspaceAction => ({ type: 'nudge', x: 10, y: 0, w: 0, h: 0, id: uuid(id) })

/** A box on frame 10, and carried to frame 20, ten pixels to the right. */
function tracked(): WorkspaceState {
  return act(
    workspace(),
    at(10),
    { type: 'label', labelKey: 'extra_limbs', id: uuid(1) },
    { type: 'place-box', id: uuid(2) },
    at(20),
    { type: 'extend-track', id: uuid(3) },
    right(4),
  )
}
const xOf = ({ answer }: WorkspaceState, frameIndex: number) =>
  indexOf(answer.marks).byFrame.left.get(frameIndex)?.[0]?.box?.x
const framesOf = ({ answer }: WorkspaceState) => [...indexOf(answer.marks).byFrame.left.keys()].sort((a, b) => a - b)
const keyframesOf = ({ answer }: WorkspaceState) =>
  answer.marks
    .filter(({ interpolated }) => !interpolated)
    .map(({ frameIndex }) => frameIndex)
    .sort((a, b) => a - b)
const tracksOf = ({ answer }: WorkspaceState) => indexOf(answer.marks).byTrack.size

test('[MA10] a track is carried to the frame on screen, and its boxes go there in a straight line', () => {
  const state = tracked()
  expect(framesOf(state)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20])
  expect(keyframesOf(state)).toEqual([10, 20])
  expect(xOf(state, 15)).toBeCloseTo(0.45)
  const before = act(state, at(7), { type: 'extend-track', id: uuid(5) })
  expect(keyframesOf(before)).toEqual([7, 10, 20])
  expect(xOf(before, 7)).toBeCloseTo(0.4)
  expect(act(state, at(12), { type: 'extend-track', id: uuid(5) }).notice?.code).toBe('already-there')
})

test('[MA10] without a mark, in a frame pair, or before a frame is seen there is nothing to carry', () => {
  expect(act(workspace(), { type: 'extend-track', id: uuid(1) }).notice?.code).toBe('no-mark')
  const still = act(
    workspace({ pair: pairView({ kind: 'frame' }) }),
    { type: 'label', labelKey: 'extra_limbs', id: uuid(1) },
    { type: 'extend-track', id: uuid(2) },
  )
  expect(still.notice?.code).toBe('video-only')
})

test('a selected track stays selected from frame to frame, and a nudge there makes a keyframe', () => {
  const state = act(tracked(), at(15))
  expect(selectedMark(state)).toMatchObject({ frameIndex: 15, interpolated: true })
  const nudged = act(state, right(6))
  expect(keyframesOf(nudged)).toEqual([10, 15, 20])
  expect(xOf(nudged, 15)).toBeCloseTo(0.55)
  expect(xOf(nudged, 17)).toBeCloseTo(0.53)
})

test('[MA6] an inner keyframe that is deleted is computed again; one undo brings it back', () => {
  const nudged = act(tracked(), at(15), right(6))
  const deleted = act(nudged, remove)
  expect(keyframesOf(deleted)).toEqual([10, 20])
  expect(xOf(deleted, 15)).toBeCloseTo(0.45)
  expect(deleted.notice?.code).toBe('now-between')
  expect(act(deleted, { type: 'undo' }).answer).toEqual(nudged.answer)
})

test('[MA7] deleting an end shortens the track by that frame and moves nothing', () => {
  const shortened = act(tracked(), remove)
  expect(framesOf(shortened).at(-1)).toBe(19)
  expect(keyframesOf(shortened)).toEqual([10, 19])
  expect(xOf(shortened, 15)).toBeCloseTo(0.45)
})

test('[MA8] deleting a computed mark cuts the track in two, and no other box moves', () => {
  const cut = act(tracked(), at(15), remove)
  expect(framesOf(cut)).toEqual([10, 11, 12, 13, 14, 16, 17, 18, 19, 20])
  expect(keyframesOf(cut)).toEqual([10, 14, 16, 20])
  expect(tracksOf(cut)).toBe(2)
  expect(xOf(cut, 18)).toBeCloseTo(0.48)
  expect(cut.notice?.code).toBe('track-cut')
})

test('[MA9] a box is copied to the next frame, which is then on screen; a keyframe there stays', () => {
  const state = act(
    workspace(),
    at(10),
    { type: 'label', labelKey: 'extra_limbs', id: uuid(1) },
    { type: 'place-box', id: uuid(2) },
    { type: 'duplicate-next', id: uuid(3) },
    right(4),
    { type: 'duplicate-next', id: uuid(5) },
  )
  expect(state.player.frames.left).toBe(12)
  expect(framesOf(state)).toEqual([10, 11, 12])
  expect(keyframesOf(state)).toEqual([10, 11, 12])
  expect(xOf(state, 12)).toBeCloseTo(0.5)
  const again = act(state, step(-2), { type: 'duplicate-next', id: uuid(6) })
  expect(again.answer).toEqual(state.answer)
  expect(again.player.frames.left).toBe(11)
  expect(act(state, at(39), { type: 'duplicate-next', id: uuid(7) }).notice?.code).toBe('no-mark')
})

test('the last frame of a clip has no next one', () => {
  const last = act(
    workspace(),
    at(39),
    { type: 'label', labelKey: 'extra_limbs', id: uuid(1) },
    { type: 'place-box', id: uuid(2) },
    { type: 'duplicate-next', id: uuid(3) },
  )
  expect(last.notice?.code).toBe('last-frame')
  expect(framesOf(last)).toEqual([39])
})

test('[MA11] what a track carries on from a proposal is no copy of it, and leaves it accepted', () => {
  const pair = pairView({
    sides: { left: sideView(901, 40_000, { proposals: [proposal(11, 0)] }), right: sideView(902, 60_000) },
  })
  const state = act(
    workspace({ pair }),
    { type: 'accept', proposalId: null, id: uuid(1) },
    at(5),
    { type: 'extend-track', id: uuid(2) },
    right(3),
  )
  expect(
    state.answer.marks.filter(({ proposalId }) => proposalId !== null).map(({ frameIndex }) => frameIndex),
  ).toEqual([0])
  expect(state.answer.proposals).toEqual([{ proposalId: uuid(11), outcome: 'accepted' }])
})

test('[MA12] relabelling a mark relabels its track; deleting the track takes all of it', () => {
  const relabelled = act(tracked(), { type: 'relabel', labelKey: 'torso_deformation', id: uuid(9) })
  expect(new Set(relabelled.answer.marks.map(({ labelKey }) => labelKey))).toEqual(new Set(['torso_deformation']))
  const gone = act(relabelled, { type: 'delete-track', id: null })
  expect(gone.answer.marks).toEqual([])
  expect(gone.notice).toMatchObject({ code: 'track-deleted', values: { frames: 11 } })
})

test('a box placed by key lies in the middle of what is visible', () => {
  const zoomed = act(
    workspace(),
    { type: 'view', action: { type: 'zoom-to', zoom: 4 } },
    { type: 'label', labelKey: 'extra_limbs', id: uuid(1) },
    { type: 'place-box', id: uuid(2) },
  )
  const { centre } = zoomed.view
  const placed = zoomed.answer.marks[0]?.box
  expect(placed?.w).toBeCloseTo(0.05)
  expect((placed?.x ?? 0) + 0.025).toBeCloseTo(centre.x)
})

test('hidden boxes come back with the next one that is drawn', () => {
  const hidden = act(tracked(), { type: 'hide-boxes' })
  expect(hidden.boxesHidden).toBe(true)
  const drawn = act(hidden, {
    type: 'draw',
    side: 'left',
    frameIndex: 20,
    box: { x: 0, y: 0, w: 0.1, h: 0.1 },
    id: uuid(9),
  })
  expect(drawn.boxesHidden).toBe(false)
})
