import { expect, test } from 'vitest'
import { missing, modelVisible, selectedMark, suspects } from './selectors'
import { act, pairView, proposal, sideView, uuid, workspace } from './testing'

const pair = pairView({
  sides: {
    left: sideView(901, 40_000, {
      proposals: [proposal(11, 9), proposal(12, 3)],
      scores: [{ frameIndex: 3, score: 1.5 }],
    }),
    right: sideView(902, 60_000, {
      scores: [
        { frameIndex: 2, score: 2.9 },
        { frameIndex: 5, score: 3.5 },
      ],
    }),
  },
})
const at = (state: ReturnType<typeof workspace>) => [state.player.focus, state.player.frames[state.player.focus]]

test('suspect frames of both sides are visited in time order, and the focus goes with them', () => {
  const start = workspace({ pair })
  expect(suspects(start).map(({ side, frameIndex }) => [side, frameIndex])).toEqual([
    ['left', 3],
    ['right', 2],
    ['left', 9],
  ])
  const on = { type: 'suspect' as const, direction: 1 as const }
  const back = { type: 'suspect' as const, direction: -1 as const }
  expect(at(act(start, on))).toEqual(['left', 3])
  expect(at(act(start, on, on))).toEqual(['right', 2])
  expect(at(act(start, on, on, on))).toEqual(['left', 9])
  expect(at(act(start, on, on, on, back))).toEqual(['right', 2])
  expect(act(start, on, on, on, on).notice?.code).toBe('no-suspect')
})

test('the side on the left comes first where suspects coincide', () => {
  const { left, right } = pair.sides
  const swapped = { ...pair, sides: { left: right, right: left } }
  expect(suspects(workspace({ pair: swapped })).map(({ side }) => side)).toEqual(['left', 'right', 'right'])
})

test('[QU23] a hidden arm shows nothing of the model; a revealing one only what comes after the first answer', () => {
  expect(modelVisible(workspace({ pair, arm: 'hide' }))).toBe(false)
  const { left, right } = pair.sides
  const bare = {
    ...pair,
    sides: { left: { ...left, proposals: [], scores: [] }, right: { ...right, proposals: [], scores: [] } },
  }
  const waiting = workspace({ pair: bare, arm: 'reveal' })
  const answered = act(waiting, { type: 'preference', preference: 'left' })
  expect([modelVisible(answered), suspects(answered)]).toEqual([false, []])
  const told = act(answered, { type: 'reveal', pair })
  expect([modelVisible(told), told.answer.preference, told.attempted]).toEqual([true, 'left', false])
  expect(suspects(told)).toEqual(suspects(workspace({ pair })))
  expect(told.task.sides.left.proposalIds).toEqual(new Set(left.proposals.map(({ id }) => id)))
  expect(modelVisible(act(told, { type: 'undo' }))).toBe(true)
  expect(suspects(act(told, { type: 'reveal', pair: bare }))).toEqual(suspects(told))
})

test('a mark is out of reach once its frame is off the screen', () => {
  const state = act(
    workspace(),
    { type: 'label', labelKey: 'extra_limbs', id: uuid(1) },
    { type: 'place-box', id: uuid(2) },
  )
  expect(selectedMark(state)?.id).toBe(uuid(1))
  expect(selectedMark(act(state, { type: 'player', action: { type: 'step', frames: 1 } }))).toBeNull()
})

test('a clean frame pair is complete with left clean, right clean and a preference', () => {
  const still = pairView({ kind: 'frame' })
  const state = act(
    workspace({ pair: still }),
    { type: 'clean', side: 'left' },
    { type: 'clean', side: 'right' },
    { type: 'preference', preference: 'tie_good' },
  )
  expect(missing(state)).toEqual([])
})

test('trying to submit goes to the mark that is incomplete', () => {
  const state = act(
    workspace(),
    { type: 'player', action: { type: 'seek-frame', side: 'left', index: 6 } },
    { type: 'label', labelKey: 'extra_limbs', id: uuid(1) },
    { type: 'clean', side: 'right' },
    { type: 'preference', preference: 'right' },
    { type: 'player', action: { type: 'seek-frame', side: 'left', index: 20 } },
    { type: 'attempt' },
  )
  expect(missing(state).map(({ rule }) => rule)).toEqual(['AN7'])
  expect(at(state)).toEqual(['left', 6])
  expect(state.selectedId).toBe(uuid(1))
})
