import { expect, test } from 'vitest'
import { missing, modelVisible, selectedMark } from './selectors'
import { suspects } from './suspects'
import { act, pairView, proposal, sideView, uuid, workspace } from './testing'

const pair = pairView({
  sides: {
    A: sideView(901, 40_000, {
      proposals: [proposal(11, 9), proposal(12, 3)],
      scores: [{ frameIndex: 3, score: 1.5 }],
    }),
    B: sideView(902, 60_000, {
      scores: [
        { frameIndex: 2, score: 2.9 },
        { frameIndex: 5, score: 3 },
      ],
    }),
  },
})
const at = (state: ReturnType<typeof workspace>) => [state.player.focus, state.player.frames[state.player.focus]]

test('suspect frames of both sides are visited in time order, and the focus goes with them', () => {
  const start = workspace({ pair })
  expect(suspects(start).map(({ side, frameIndex }) => [side, frameIndex])).toEqual([
    ['A', 3],
    ['B', 2],
    ['A', 9],
  ])
  const on = { type: 'suspect' as const, direction: 1 as const }
  const back = { type: 'suspect' as const, direction: -1 as const }
  expect(at(act(start, on))).toEqual(['A', 3])
  expect(at(act(start, on, on))).toEqual(['B', 2])
  expect(at(act(start, on, on, on))).toEqual(['A', 9])
  expect(at(act(start, on, on, on, back))).toEqual(['B', 2])
  expect(act(start, on, on, on, on).notice?.code).toBe('no-suspect')
})

test('the side on the left comes first where suspects coincide', () => {
  expect(suspects(workspace({ pair, leftSide: 'B' })).map(({ side }) => side)).toEqual(['B', 'A', 'A'])
})

test('a hidden arm shows nothing of the model; a revealing one only after a first own answer, for good', () => {
  expect(modelVisible(workspace({ pair, arm: 'hide' }))).toBe(false)
  const waiting = workspace({ pair, arm: 'reveal' })
  expect(suspects(waiting)).toEqual([])
  const answered = act(waiting, { type: 'preference', preference: 'A' })
  expect(modelVisible(answered)).toBe(true)
  expect(modelVisible(act(answered, { type: 'undo' }))).toBe(true)
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
    { type: 'clean', side: 'A' },
    { type: 'clean', side: 'B' },
    { type: 'preference', preference: 'tie_good' },
  )
  expect(missing(state)).toEqual([])
})

test('trying to submit goes to the mark that is incomplete', () => {
  const state = act(
    workspace(),
    { type: 'player', action: { type: 'seek-frame', side: 'A', index: 6 } },
    { type: 'label', labelKey: 'extra_limbs', id: uuid(1) },
    { type: 'clean', side: 'B' },
    { type: 'preference', preference: 'B' },
    { type: 'player', action: { type: 'seek-frame', side: 'A', index: 20 } },
    { type: 'attempt' },
  )
  expect(missing(state).map(({ rule }) => rule)).toEqual(['AN7'])
  expect(at(state)).toEqual(['A', 6])
  expect(state.selectedId).toBe(uuid(1))
})
