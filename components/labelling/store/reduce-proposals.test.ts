import { expect, test } from 'vitest'
import { act, pairView, proposal, sideView, uuid, workspace } from './testing'
import type { WorkspaceAction } from './workspace-action'

const three = [proposal(11, 0, 0.4), proposal(12, 0, 0.9), { ...proposal(13, 0, 0.6), labelKey: 'torso_deformation' }]
const start = (proposals = three) =>
  workspace({ pair: pairView({ sides: { left: sideView(901, 40_000, { proposals }), right: sideView(902, 60_000) } }) })
const accept = (id: number): WorkspaceAction => ({ type: 'accept', proposalId: null, id: uuid(id) })
const reject: WorkspaceAction = { type: 'reject', proposalId: null }

test('[MA13] three keys decide three proposals, likeliest first', () => {
  const state = act(start(), accept(1), accept(2), reject)
  expect(state.answer.proposals).toEqual([
    { proposalId: uuid(12), outcome: 'accepted' },
    { proposalId: uuid(13), outcome: 'accepted' },
    { proposalId: uuid(11), outcome: 'rejected' },
  ])
  expect(state.selectedId).toBeNull()
  expect(act(start(), accept(1)).selectedId).toBe(uuid(13))
  expect(act(start(three.slice(0, 1)), accept(1)).selectedId).toBe(uuid(1))
})

test('[MA14] all open proposals of the frame are accepted in one step; unknown labels are left', () => {
  const state = act(start([...three, { ...proposal(14, 0), labelKey: 'gone' }, proposal(15, 4)]), {
    type: 'accept-all',
    id: uuid(1),
  })
  expect(state.answer.marks.map(({ proposalId }) => proposalId)).toEqual([uuid(12), uuid(13), uuid(11)])
  expect(new Set(state.answer.marks.map(({ id }) => id)).size).toBe(3)
  expect(state.notice).toMatchObject({ code: 'accepted-all', values: { count: 3 } })
  expect(act(state, { type: 'undo' }).answer.marks).toEqual([])
  expect(act(state, { type: 'accept-all', id: uuid(2) }).notice?.code).toBe('no-proposal')
})

test('[MA15] a proposal that is moved, resized or relabelled becomes an edited mark in one step', () => {
  const selected = act(start(), { type: 'select', id: uuid(11) })
  const nudge: WorkspaceAction = { type: 'nudge', x: 2, y: 0, w: 0, h: 0, id: uuid(5) }
  const moved = act(selected, nudge, nudge)
  expect(moved.answer.marks).toMatchObject([{ id: uuid(5), proposalId: uuid(11) }])
  expect(moved.answer.marks[0]?.box?.x).toBeCloseTo(0.14)
  expect(moved.answer.proposals).toEqual([{ proposalId: uuid(11), outcome: 'edited' }])
  expect(act(moved, { type: 'undo' }).answer.marks).toEqual([])
  const box = { x: 0, y: 0, w: 0.5, h: 0.5 }
  expect(act(start(), { type: 'change-box', id: uuid(12), box, newId: uuid(6) }).answer.marks).toMatchObject([
    { id: uuid(6), box, proposalId: uuid(12) },
  ])
  const relabelled = act(selected, { type: 'relabel', labelKey: 'facial_deformation', id: uuid(7) })
  expect(relabelled.answer.marks).toMatchObject([{ labelKey: 'facial_deformation', proposalId: uuid(11) }])
  expect(relabelled.answer.proposals).toEqual([{ proposalId: uuid(11), outcome: 'edited' }])
})
