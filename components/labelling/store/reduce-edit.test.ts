import { expect, test } from 'vitest'
import { EMPTY_SCREEN_ANSWER } from '@/lib/domain/labelling'
import { selectedMark } from './selectors'
import { act, pairView, proposal, sideView, uuid, workspace } from './testing'

const box = { x: 0.1, y: 0.1, w: 0.2, h: 0.2 }
const label = (labelKey: string, id: number) => ({ type: 'label' as const, labelKey, id: uuid(id) })
const draw = (id: number, frameIndex = 0) => ({
  type: 'draw' as const,
  side: 'left' as const,
  frameIndex,
  box,
  id: uuid(id),
})

test('a label key marks the frame on screen with its time, and asks for a box', () => {
  const state = act(workspace(), { type: 'player', action: { type: 'step', frames: 3 } }, label('extra_limbs', 1))
  expect(state.answer.marks).toEqual([
    {
      id: uuid(1),
      side: 'left',
      frameIndex: 3,
      ptsUs: 120_000,
      labelKey: 'extra_limbs',
      box: null,
      proposalId: null,
      trackId: null,
      interpolated: false,
    },
  ])
  expect(state.notice?.code).toBe('draw-box')
})

test('before its box is drawn, the same key takes a mark back and another key changes its label', () => {
  const marked = act(workspace(), label('extra_limbs', 1))
  expect(act(marked, label('extra_limbs', 2)).answer.marks).toEqual([])
  const changed = act(marked, label('torso_deformation', 2)).answer.marks
  expect(changed).toMatchObject([{ id: uuid(1), labelKey: 'torso_deformation' }])
})

test('a drawn box goes to the mark that waits for one; the next box is a new mark of the same label', () => {
  const state = act(workspace(), label('extra_limbs', 1), draw(2), draw(3))
  expect(state.answer.marks.map(({ id, labelKey }) => [id, labelKey])).toEqual([
    [uuid(1), 'extra_limbs'],
    [uuid(3), 'extra_limbs'],
  ])
  expect(state.selectedId).toBe(uuid(3))
})

test('a box without a label in hand is not kept, and says why', () => {
  const state = act(workspace(), draw(1))
  expect(state.answer.marks).toEqual([])
  expect(state.notice?.code).toBe('pick-label')
})

test('a mark belongs to the frame that is shown, not to the one still being decoded', () => {
  const ahead = {
    ...act(workspace(), { type: 'player', action: { type: 'step', frames: 9 } }),
    shown: { left: 4, right: 0 },
  }
  const state = act(ahead, label('extra_limbs', 1))
  expect(state.answer.marks[0]).toMatchObject({ frameIndex: 4, ptsUs: 160_000 })
})

test('a frame that never appeared cannot be marked', () => {
  const unseen = { ...workspace(), shown: { left: null, right: null } }
  const state = act(unseen, label('extra_limbs', 1))
  expect(state.answer.marks).toEqual([])
  expect(state.notice?.code).toBe('no-frame')
})

test('marking a moving picture holds it first', () => {
  const playing = act(workspace(), { type: 'player', action: { type: 'play' } })
  const state = act(
    playing,
    { type: 'player', action: { type: 'presented', side: 'left', index: 7 } },
    label('extra_limbs', 1),
  )
  expect(state.player.playing).toBe(false)
  expect(state.answer.marks[0]?.frameIndex).toBe(7)
})

test('a mark takes "no distortion" away; "no distortion" is refused while there are marks', () => {
  const clean = act(workspace(), { type: 'clean', side: 'left' })
  expect(clean.answer.clean).toEqual([{ side: 'left', frameIndex: null }])
  const marked = act(clean, label('extra_limbs', 1))
  expect(marked.answer.clean).toEqual([])
  const refused = act(marked, { type: 'clean', side: 'left' })
  expect(refused.answer.clean).toEqual([])
  expect(refused.notice).toMatchObject({ code: 'clean-marked', values: { side: 'left', count: 1 } })
})

test('"no distortion" of a frame pair names the frame', () => {
  const pair = pairView({
    kind: 'frame',
    sides: { left: sideView(901, 40_000, { frameIndex: 5 }), right: sideView(902, 60_000, { frameIndex: 3 }) },
  })
  const state = act(workspace({ pair }), { type: 'clean', side: 'right' })
  expect(state.answer.clean).toEqual([{ side: 'right', frameIndex: 3 }])
})

test('accepting copies a proposal with its id; changing the copy is an edit; deleting it reopens the proposal', () => {
  const pair = pairView({
    sides: { left: sideView(901, 40_000, { proposals: [proposal(11, 0)] }), right: sideView(902, 60_000) },
  })
  const accepted = act(workspace({ pair }), { type: 'accept', proposalId: null, id: uuid(1) })
  expect(accepted.answer.marks).toMatchObject([{ id: uuid(1), labelKey: 'extra_limbs', proposalId: uuid(11) }])
  expect(accepted.answer.proposals).toEqual([{ proposalId: uuid(11), outcome: 'accepted' }])
  const moved = act(accepted, { type: 'nudge', x: 2, y: 0, w: 0, h: 0, id: uuid(5) })
  expect(moved.answer.marks[0]?.box?.x).toBeCloseTo(0.12)
  expect(moved.answer.proposals).toEqual([{ proposalId: uuid(11), outcome: 'edited' }])
  expect(act(moved, { type: 'delete', id: null }).answer).toEqual(EMPTY_SCREEN_ANSWER)
})

test('the likeliest open proposal is decided first; rejecting twice takes it back', () => {
  const proposals = [proposal(11, 0, 0.4), proposal(12, 0, 0.9)]
  const pair = pairView({ sides: { left: sideView(901, 40_000, { proposals }), right: sideView(902, 60_000) } })
  const rejected = act(workspace({ pair }), { type: 'reject', proposalId: null })
  expect(rejected.answer.proposals).toEqual([{ proposalId: uuid(12), outcome: 'rejected' }])
  expect(act(rejected, { type: 'reject', proposalId: uuid(12) }).answer.proposals).toEqual([])
})

test('undo and redo walk the answer; nudges in a row are one step', () => {
  const nudge = { type: 'nudge' as const, x: 1, y: 0, w: 0, h: 0, id: uuid(5) }
  const boxed = act(workspace(), label('extra_limbs', 1), draw(1))
  const nudged = act(boxed, nudge, nudge, nudge)
  expect(selectedMark(nudged)?.box?.x).toBeCloseTo(0.13)
  const undone = act(nudged, { type: 'undo' })
  expect(undone.answer).toEqual(boxed.answer)
  expect(act(undone, { type: 'redo' }).answer).toEqual(nudged.answer)
  expect(act(workspace(), { type: 'undo' }).notice?.code).toBe('nothing-to-undo')
})

test('nothing can be changed in a read-only workspace or beyond what the task asks', () => {
  const readOnly = act(workspace({ editable: false }), label('extra_limbs', 1), {
    type: 'preference',
    preference: 'left',
  })
  expect(readOnly.answer).toEqual(EMPTY_SCREEN_ANSWER)
  const preferenceOnly = act(workspace({ asks: 'preference' }), label('extra_limbs', 1), {
    type: 'clean',
    side: 'left',
  })
  expect(preferenceOnly.answer).toEqual(EMPTY_SCREEN_ANSWER)
})

test('a comment that is typed in one go is one step of undo; what is done in between makes it two', () => {
  const comment = (text: string) => ({ type: 'comment' as const, comment: text })
  const typed = act(workspace(), comment('a'), comment('ab'), comment('abc'))
  expect(typed.past).toHaveLength(1)
  const again = act(typed, { type: 'flag' }, comment('abcd'), comment('abcde'))
  expect(again.past).toHaveLength(3)
  expect(act(again, { type: 'undo' }).answer).toMatchObject({ comment: 'abc', flagged: true })
  const undone = act(again, { type: 'undo' }, comment('abcx'))
  expect(act(undone, { type: 'undo' }).answer.comment).toBe('abc')
})

test('the strength is said aloud as it changes; without a preferred side there is none', () => {
  const next = { type: 'next-strength' as const }
  const prefer = (preference: 'left' | 'tie_good') => ({ type: 'preference' as const, preference })
  const heard = (state: ReturnType<typeof workspace>) => [state.notice?.code, state.notice?.values]
  const preferred = act(workspace(), prefer('left'))
  expect(heard(act(preferred, next))).toEqual(['strength', { strength: 'slight' }])
  expect(heard(act(preferred, next, next))).toEqual(['strength', { strength: 'strong' }])
  expect(heard(act(preferred, next, next, next))).toEqual(['strength', { strength: 'open' }])
  expect(heard(act(workspace(), prefer('tie_good'), next))).toEqual(['prefer-first', {}])
  expect(act(workspace({ asks: 'attribution' }), prefer('left'), next).answer).toEqual(EMPTY_SCREEN_ANSWER)
})

test('a mark goes alone unless it is of a track; the track goes whole, and its proposals are open again', () => {
  const pair = pairView({
    sides: { left: sideView(901, 40_000, { proposals: [proposal(11, 0)] }), right: sideView(902, 60_000) },
  })
  const accepted = act(workspace({ pair }), { type: 'accept', proposalId: null, id: uuid(1000) })
  const carried = act(
    accepted,
    { type: 'player', action: { type: 'seek-frame', side: 'left', index: 3 } },
    { type: 'extend-track', id: uuid(2000) },
    label('torso_deformation', 3000),
    { type: 'place-box', id: uuid(4000) },
  )
  expect(carried.answer.marks).toHaveLength(5)
  const alone = act(carried, { type: 'delete-track', id: uuid(3000) })
  expect(alone.answer.marks).toHaveLength(4)
  const whole = act(carried, { type: 'delete-track', id: uuid(2000) })
  expect(whole.answer.marks).toMatchObject([{ id: uuid(3000) }])
  expect([carried.answer.proposals.length, whole.answer.proposals]).toEqual([1, []])
})
