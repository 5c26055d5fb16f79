import { expect, test } from 'vitest'
import { act, pairView, proposal, sideView, uuid, workspace } from './testing'
import type { WorkspaceAction } from './workspace-action'
import type { WorkspaceState } from './workspace-state'

const LABEL = 'extra_limbs'
const box = { x: 0.1, y: 0.1, w: 0.2, h: 0.2 }
const label: WorkspaceAction = { type: 'label', labelKey: LABEL, id: uuid(1) }
const carry = (id: number): WorkspaceAction => ({ type: 'extend-track', id: uuid(id * 1000) })
const draw: WorkspaceAction = { type: 'draw', side: 'left', frameIndex: 0, box, id: uuid(2) }
const focus = (side: 'left' | 'right'): WorkspaceAction => ({ type: 'player', action: { type: 'focus', side } })
const goTo = (index: number): WorkspaceAction => ({
  type: 'player',
  action: { type: 'seek-frame', side: 'left', index },
})
const nameOf = ({ labels }: WorkspaceState, key = LABEL) => labels.find((one) => one.key === key)?.name

/** A mark with a box on frame 0 of the left clip. */
const marked = () => act(workspace(), label, draw)
/** The same, carried on to frame 4: what lies between is computed. */
const tracked = () => act(marked(), goTo(4), carry(3))
const still = () => workspace({ pair: pairView({ kind: 'frame' }) })

/** What a person hears, whether or not they see the screen: the code and what it names. */
function heard(state: WorkspaceState) {
  return state.notice && [state.notice.code, state.notice.values]
}

test('a box that is placed names its side and frame, and how many frames of the range have it', () => {
  expect(heard(marked())).toEqual(['box-placed', { side: 'left', frame: 0, frames: 1 }])
  const held = act(workspace(), { ...label, held: true }, goTo(1), goTo(2), { type: 'release' })
  expect(heard(act(held, { ...draw, frameIndex: 2 }))).toEqual(['box-placed', { side: 'left', frame: 2, frames: 3 }])
  const second = act(marked(), { ...draw, id: uuid(4), box: { ...box, x: 0.6 } })
  expect(heard(second)).toEqual(['box-placed', { side: 'left', frame: 0, frames: 1 }])
  expect(second.answer.marks[1]).toMatchObject({ id: uuid(4), labelKey: LABEL })
})

test('drawing on the other side goes there, shows hidden boxes, and ends painting', () => {
  const hidden = act(workspace(), label, { type: 'hide-boxes' })
  expect(hidden.boxesHidden).toBe(true)
  const drawn = act(hidden, { ...draw, side: 'right' })
  expect([drawn.player.focus, drawn.boxesHidden, drawn.painting]).toEqual(['right', false, null])
})

test('the box for the keyboard lies in the middle of what is in sight, a fifth of it', () => {
  const [mark] = act(workspace(), label, { type: 'place-box', id: uuid(2) }).answer.marks
  expect(mark?.box).toEqual({ x: 0.4, y: 0.4, w: 0.2, h: 0.2 })
  const near = act(workspace(), label, { type: 'view', action: { type: 'zoom', factor: 2, at: { x: 0, y: 0 } } })
  const { centre } = near.view
  const [close] = act(near, { type: 'place-box', id: uuid(2) }).answer.marks
  expect(close?.box).toEqual({ x: centre.x - 0.05, y: centre.y - 0.05, w: 0.1, h: 0.1 })
})

test('a box that is moved says where it is, in percent; one at the edge that cannot move says nothing new', () => {
  const nudge = (x: number, y = 0): WorkspaceAction => ({ type: 'nudge', x, y, w: 0, h: 0, id: uuid(9) })
  expect(heard(act(marked(), nudge(3, 2)))).toEqual(['box-at', { x: 13, y: 14, w: 20, h: 20 }])
  const edge = act(marked(), nudge(-100))
  expect(act(edge, nudge(-1)).answer).toEqual(edge.answer)
  const right = act(workspace(), focus('right'), label, { ...draw, side: 'right' }, nudge(1))
  expect(heard(right)).toEqual(['box-at', { x: 11, y: 10, w: 20, h: 20 }])
  expect(act(workspace(), nudge(1))).toEqual(workspace())
})

test('deleting says what is gone: a mark, one of a range, or what is computed now where a keyframe was', () => {
  const gone = act(marked(), { type: 'delete', id: null })
  expect([heard(gone), gone.selectedId]).toEqual([['deleted', { label: nameOf(gone), frame: 0 }], null])
  const between = act(tracked(), goTo(6), carry(5), goTo(4), { type: 'delete', id: uuid(3000) })
  expect(heard(between)).toEqual(['now-between', { label: nameOf(between), frame: 4 }])
  expect(between.selectedId).toBe(uuid(3000))
  const middle = tracked().answer.marks.find(({ frameIndex }) => frameIndex === 2)
  const cut = act(tracked(), goTo(2), { type: 'delete', id: middle?.id ?? null })
  expect(heard(cut)).toEqual(['track-cut', { label: nameOf(cut), frame: 2 }])
  const end = act(tracked(), { type: 'delete', id: uuid(1) })
  expect(heard(end)).toEqual(['deleted', { label: nameOf(end), frame: 0 }])
  for (const type of ['delete', 'delete-track'] as const)
    expect(heard(act(workspace(), { type, id: null }))).toEqual(['no-mark', {}])
})

test('a whole range goes at once, and is counted', () => {
  const gone = act(tracked(), { type: 'delete-track', id: null })
  expect([heard(gone), gone.answer.marks, gone.selectedId]).toEqual([
    ['track-deleted', { label: nameOf(gone), frames: 5 }],
    [],
    null,
  ])
  expect(act(tracked(), { type: 'delete-track', id: uuid(1) }).answer.marks).toEqual([])
})

test('a new label is that of the selected mark; with none selected that is said', () => {
  const relabel: WorkspaceAction = { type: 'relabel', labelKey: 'torso_deformation', id: uuid(8) }
  expect(act(marked(), relabel).answer.marks).toMatchObject([{ id: uuid(1), labelKey: 'torso_deformation' }])
  expect(heard(act(workspace(), relabel))).toEqual(['no-mark', {}])
})

test('carrying on to the next frame goes there; a keyframe there stays; at the end, and with one frame, it says so', () => {
  const next: WorkspaceAction = { type: 'duplicate-next', id: uuid(7) }
  const one = act(marked(), next)
  expect([heard(one), one.player.frames.left]).toEqual([['carried', { label: nameOf(one), frames: 1, frame: 1 }], 1])
  expect(one.selectedId).toBe(uuid(7))
  const again = act(one, goTo(0), { type: 'select', id: uuid(1) }, { ...next, id: uuid(6) })
  expect([again.selectedId, again.answer]).toEqual([uuid(7), one.answer])
  const there = act(tracked(), goTo(0), { type: 'select', id: uuid(1) }, { ...next, id: uuid(6) })
  expect(there.answer.marks.find(({ frameIndex }) => frameIndex === 1)).toMatchObject({ interpolated: false })
  expect(there.answer.marks).toHaveLength(5)
  expect(there.selectedId).toBe(there.answer.marks.find(({ frameIndex }) => frameIndex === 1)?.id)
  const last = act(workspace(), goTo(39), label, { ...draw, frameIndex: 39 }, next)
  expect(heard(last)).toEqual(['last-frame', {}])
  expect(heard(act(workspace(), next))).toEqual(['no-mark', {}])
  expect(heard(act(still(), label, { type: 'place-box', id: uuid(2) }, next))).toEqual(['video-only', {}])
})

test('a range is carried on from its nearer end, to either side of it; where it is already, that is said', () => {
  const state = tracked()
  expect(heard(state)).toEqual(['carried', { label: nameOf(state), frames: 4, frame: 4 }])
  expect(heard(act(state, goTo(7), carry(5)))).toEqual(['carried', { label: nameOf(state), frames: 3, frame: 7 }])
  const later = act(workspace(), goTo(9), label, { ...draw, frameIndex: 9 }, goTo(12), carry(3))
  expect(heard(act(later, goTo(4), carry(5)))).toEqual(['carried', { label: nameOf(state), frames: 5, frame: 4 }])
  const there = act(state, { type: 'select', id: null }, goTo(0), carry(5))
  expect([heard(there), there.selectedId, there.answer]).toEqual([['already-there', {}], uuid(1), state.answer])
  expect(heard(act(workspace(), carry(5)))).toEqual(['no-mark', {}])
  expect(heard(act(still(), label, { type: 'place-box', id: uuid(2) }, carry(5)))).toEqual(['video-only', {}])
  const unseen = { ...act(state, goTo(7)), shown: { left: null, right: null } }
  expect(heard(act(unseen, carry(5)))).toEqual(['no-frame', {}])
})

test('going through what can be selected says which of how many it is, and of what kind', () => {
  const proposals = [proposal(11, 2, 0.4), proposal(12, 2, 0.9)]
  const pair = pairView({ sides: { left: sideView(901, 40_000, { proposals }), right: sideView(902, 60_000) } })
  const state = act(workspace({ pair }), label, draw, goTo(4), carry(3), goTo(2), { type: 'select', id: null })
  const next: WorkspaceAction = { type: 'select-next' }
  const name = nameOf(state)
  expect(heard(act(state, next))).toEqual(['selected', { label: name, kind: 'between', at: 1, of: 3 }])
  expect(heard(act(state, next, next))).toEqual(['selected', { label: name, kind: 'proposal', at: 2, of: 3 }])
  expect(act(state, next, next).selectedId).toBe(uuid(12))
  expect(heard(act(state, next, next, next, next))).toMatchObject(['selected', { at: 1 }])
  expect(heard(act(marked(), { type: 'select', id: null }, next))).toMatchObject(['selected', { kind: 'mark' }])
  expect(act(workspace(), next)).toEqual(workspace())
})

test('selecting something focuses its side; escape gives up what is in hand', () => {
  const right = act(workspace(), focus('right'), label, { ...draw, side: 'right' }, focus('left'))
  expect(act(right, { type: 'select', id: uuid(1) }).player.focus).toBe('right')
  const away = act(marked(), { type: 'escape' })
  expect(away).toMatchObject({ selectedId: null, activeLabel: null, painting: null, notice: null, hint: null })
})

test('hiding boxes says so, and so does showing them', () => {
  const hidden = act(workspace(), { type: 'hide-boxes' })
  expect([heard(hidden), hidden.boxesHidden]).toEqual([['boxes-hidden', {}], true])
  expect(heard(act(hidden, { type: 'hide-boxes' }))).toEqual(['boxes-shown', {}])
})

test('a word is gone once it was seen, and a newer one is not', () => {
  const first = act(workspace(), { type: 'hide-boxes' })
  const second = act(first, { type: 'hide-boxes' })
  expect(second.notice?.seq).toBe((first.notice?.seq ?? 0) + 1)
  expect(act(second, { type: 'notice-seen', seq: first.notice?.seq ?? 0 }).notice).toEqual(second.notice)
  expect(act(second, { type: 'notice-seen', seq: second.notice?.seq ?? 0 }).notice).toBeNull()
})

test('what is decided of proposals says of which label, and how many are left; what has no label here, that', () => {
  const proposals = [proposal(11, 0, 0.4), proposal(12, 0, 0.9), { ...proposal(13, 0, 0.6), labelKey: 'gone' }]
  const pair = pairView({ sides: { left: sideView(901, 40_000, { proposals }), right: sideView(902, 60_000) } })
  const state = workspace({ pair })
  const accept = (id: number | null): WorkspaceAction => ({
    type: 'accept',
    proposalId: id === null ? null : uuid(id),
    id: uuid(1),
  })
  expect(heard(act(state, accept(null)))).toEqual(['accepted', { label: nameOf(state), left: 2 }])
  expect(heard(act(state, { type: 'reject', proposalId: null }))).toEqual([
    'rejected',
    { label: nameOf(state), left: 2 },
  ])
  expect(heard(act(state, accept(13)))).toEqual(['unknown-label', { label: 'gone' }])
  expect(act(state, accept(13)).answer).toEqual(state.answer)
  const relabel: WorkspaceAction = { type: 'relabel', labelKey: 'gone too', id: uuid(5) }
  expect(heard(act(state, { type: 'select', id: uuid(11) }, relabel))).toEqual(['unknown-label', { label: 'gone too' }])
  const copied = act(state, accept(12))
  expect(heard(act(copied, accept(12)))).toEqual(['no-proposal', {}])
  expect(heard(act(copied, { type: 'reject', proposalId: uuid(12) }))).toEqual(['no-proposal', {}])
  const bare = workspace()
  expect(heard(act(bare, accept(null)))).toEqual(['no-proposal', {}])
  expect(heard(act(bare, { type: 'reject', proposalId: null }))).toEqual(['no-proposal', {}])
  expect(heard(act(bare, { type: 'change-box', id: uuid(77), box, newId: uuid(1) }))).toEqual(['no-mark', {}])
})

test('undo and redo say when there is nothing more, and keep three hundred steps', () => {
  expect(heard(act(workspace(), { type: 'redo' }))).toEqual(['nothing-to-redo', {}])
  const flags = Array.from({ length: 302 }, (): WorkspaceAction => ({ type: 'flag' }))
  const far = act(workspace(), ...flags)
  expect(far.past).toHaveLength(300)
  const undone = act(far, { type: 'undo' }, { type: 'undo' })
  expect([undone.past.length, undone.future.length]).toEqual([298, 2])
  expect(act(undone, { type: 'redo' })).toMatchObject({ answer: undone.future[0], future: [far.answer] })
  expect(act(undone, { type: 'flag' }).future).toEqual([])
})
