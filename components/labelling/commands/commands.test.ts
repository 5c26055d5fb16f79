import { expect, test } from 'vitest'
import { labelling } from '@/components/texts/en/labelling'
import type { WorkspaceAction, WorkspaceState } from '../store'
import { act, pairView, proposal, sideView, uuid, workspace } from '../store/testing'
import { GROUPS } from './command'
import { COMMANDS, type CommandId, commandById, commandsIn, findCommand, isPossible } from './commands'

const NEAR = { far: false }

function run(state: WorkspaceState, ...ids: CommandId[]): WorkspaceState {
  return ids.reduce((before, id) => {
    const action = commandById(id).run?.(before, NEAR)
    return action ? act(before, action) : before
  }, state)
}

function player(action: Extract<WorkspaceAction, { type: 'player' }>['action']): WorkspaceAction {
  return { type: 'player', action }
}

const BOX = { x: 0.2, y: 0.2, w: 0.3, h: 0.3 }

/** In the middle of the work: paused at frame 12 of both clips, looked at closer, one mark selected, something undone. */
function busy(): WorkspaceState {
  const proposals = [proposal(1, 4), proposal(2, 12), proposal(3, 12, 0.6), proposal(4, 20)]
  const left = sideView(901, 40_000, { proposals })
  const there = act(
    workspace({ pair: pairView({ sides: { left, right: sideView(902, 60_000) } }) }),
    player({ type: 'seek-frame', side: 'left', index: 12 }),
    { type: 'preference', preference: 'left' },
    { type: 'label', labelKey: 'extra_limbs', id: uuid(50) },
    { type: 'draw', side: 'left', frameIndex: 12, box: BOX, id: uuid(51) },
    { type: 'comment', comment: 'taken back' },
    { type: 'undo' },
    { type: 'view', action: { type: 'measured', side: 'left', actual: 2 } },
    { type: 'view', action: { type: 'brightness', by: 0.2 } },
  )
  return run(there, 'zoom-in', 'zoom-in')
}

/** Where what stands in the middle of the work is no place for a command. */
const ELSEWHERE: Partial<Record<CommandId, (state: WorkspaceState) => WorkspaceState>> = {
  'clean-left': (state) => run(state, 'delete-track'),
  'place-box': (state) => act(run(state, 'step-on'), { type: 'label', labelKey: 'extra_limbs', id: uuid(60) }),
  'extend-track': (state) => run(state, 'step-on', 'step-on', 'step-on'),
}

/** What a person sees or says, without the word on it. */
function looks({ notice: _, ...state }: WorkspaceState) {
  return state
}

const OWN = COMMANDS.filter((command) => command.run !== null)

test.each(OWN.map(({ id }) => id))('%s does something, and says with it no more than the screen can show', (id) => {
  const state = ELSEWHERE[id]?.(busy()) ?? busy()
  expect(isPossible(commandById(id), state)).toBe(true)
  expect(looks(run(state, id))).not.toEqual(looks(state))
})

/** The first of two opposites lowers a figure, the second raises it; done after each other, they leave it as it was. */
const OPPOSITES: readonly [CommandId, CommandId, (state: WorkspaceState) => number][] = [
  ['nudge-left', 'nudge-right', (state) => box(state).x],
  ['nudge-up', 'nudge-down', (state) => box(state).y],
  ['grow-left', 'grow-right', (state) => box(state).w],
  ['grow-up', 'grow-down', (state) => box(state).h],
  ['step-back', 'step-on', ({ player: { frames } }) => frames.left],
  ['step-back-ten', 'step-on-ten', ({ player: { frames } }) => frames.left],
  ['previous-suspect', 'next-suspect', ({ player: { frames } }) => frames.left],
  ['slower', 'faster', ({ player: { speed } }) => speed],
  ['zoom-out', 'zoom-in', ({ view }) => view.zoom],
  ['pan-left', 'pan-right', ({ view }) => view.centre.x],
  ['pan-up', 'pan-down', ({ view }) => view.centre.y],
  ['darker', 'brighter', ({ view }) => view.brightness],
  ['less-contrast', 'more-contrast', ({ view }) => view.contrast],
  ['undo', 'redo', ({ past }) => past.length],
]

function box({ answer }: WorkspaceState) {
  return answer.marks[0]?.box ?? { x: 0, y: 0, w: 0, h: 0 }
}

test.each(OPPOSITES)('%s and %s go in opposite directions and undo each other', (less, more, measure) => {
  const state = busy()
  expect(measure(run(state, less))).toBeLessThan(measure(state))
  expect(measure(run(state, more))).toBeGreaterThan(measure(state))
  expect(measure(run(state, less, more))).toBeCloseTo(measure(state))
  expect(measure(run(state, more, less))).toBeCloseTo(measure(state))
})

test('the first and the last frame are those of the focused side', () => {
  const at = (...ids: CommandId[]) => run(busy(), ...ids).player.frames
  expect(at('first').left).toBe(0)
  expect(at('last').left).toBe(39)
  expect(at('switch-side', 'last')).toMatchObject({ left: 39, right: 39 })
})

const TOGGLES: readonly CommandId[] = [
  'prefer-right',
  'tie-good',
  'tie-bad',
  'clean-right',
  'flag',
  'play',
  'switch-side',
  'hide-boxes',
  'loupe',
  'loop',
]

test.each(TOGGLES)('%s twice changes nothing', (id) => {
  const state = run(busy(), 'escape')
  const { view, player: before, boxesHidden } = run(state, id, id)
  expect({ view, player: before, boxesHidden }).toEqual({
    view: state.view,
    player: state.player,
    boxesHidden: state.boxesHidden,
  })
  if (id.startsWith('tie') || id.startsWith('prefer')) expect(run(state, id, id).answer.preference).toBeNull()
  else expect(run(state, id, id).answer).toEqual(state.answer)
})

test('with Shift, a box moves and clips step ten times as far', () => {
  const far = (id: CommandId, state: WorkspaceState) => {
    const action = commandById(id).run?.(state, { far: true })
    return action ? act(state, action) : state
  }
  const state = busy()
  expect(box(state).x - box(far('nudge-left', state)).x).toBeCloseTo(10 / 100)
  expect(box(far('grow-down', state)).h - box(state).h).toBeCloseTo(10 / 50)
  const stepping = run(state, 'escape')
  expect(far('nudge-right', stepping).player.frames.left).toBe(22)
})

test('with no box selected, left and right step one frame, up and down do nothing', () => {
  const state = run(busy(), 'escape')
  expect(run(state, 'nudge-left').player.frames.left).toBe(11)
  expect(run(state, 'nudge-right').player.frames.left).toBe(13)
  expect(commandById('nudge-up').run?.(state, NEAR)).toBeNull()
})

test('[PL9] keys zoom, pan and fit both clips at once', () => {
  const near = run(workspace(), 'zoom-in', 'zoom-in', 'pan-right', 'pan-down')
  expect(near.view.zoom).toBeCloseTo(2.25)
  expect(near.view.centre.x).toBeGreaterThan(0.5)
  expect(near.view.centre.y).toBeGreaterThan(0.5)
  expect(run(near, 'zoom-fit').view).toEqual(workspace().view)
})

test('[PL9] one to one is that of the focused side', () => {
  const measured = act(
    workspace(),
    { type: 'view', action: { type: 'measured', side: 'left', actual: 2 } },
    { type: 'view', action: { type: 'measured', side: 'right', actual: 0.5 } },
  )
  expect(run(measured, 'zoom-actual').view.zoom).toBe(2)
  expect(run(measured, 'switch-side', 'zoom-actual').view.zoom).toBe(0.5)
})

test('[PL10] clips are laid over each other only when they have one shape, to a hundredth', () => {
  expect(run(workspace(), 'compare-view').view.compare).toBe('wipe')
  const withRight = (width: number, height: number) => {
    const wide = sideView(903, 40_000)
    const right = { ...wide, video: { ...wide.video, width, height } }
    return workspace({ pair: pairView({ sides: { left: sideView(904, 40_000), right } }) })
  }
  expect(run(withRight(1009, 500), 'compare-view').view.compare).toBe('wipe')
  expect(run(withRight(1011, 500), 'compare-view').view.compare).toBe('side-by-side')
  expect(commandById('compare-view').run?.(withRight(100, 90), NEAR)).toBeNull()
})

test('[PL8] keys set the loop and switch it', () => {
  const looped = run(workspace(), 'loop-from', 'loop-to')
  expect(looped.player.loop).toEqual({ fromUs: 0, toUs: 40_000 })
  expect(run(looped, 'loop').player.loop).toBeNull()
})

test('a button is grey where its command would do nothing, and where nothing can be edited', () => {
  const fresh = workspace()
  for (const id of ['undo', 'redo', 'zoom-fit', 'next-suspect', 'previous-suspect'] as const)
    expect(isPossible(commandById(id), fresh)).toBe(false)
  const shown = act(busy(), { type: 'editable', editable: false })
  expect(isPossible(commandById('prefer-left'), shown)).toBe(false)
  expect(isPossible(commandById('loop'), shown)).toBe(true)
})

/** The answer, as it can be told apart. */
function said({ answer }: WorkspaceState): string {
  return JSON.stringify(answer)
}

/** Keys that move a box, and step where there is none: a screen that only shows an answer has a use for them. */
const MOVES: ReadonlySet<CommandId> = new Set(['nudge-left', 'nudge-right', 'nudge-up', 'nudge-down'])

test.each(OWN.filter(({ id }) => !MOVES.has(id)).map(({ id }) => id))(
  '%s says that it edits where it changes the answer, and only there',
  (id) => {
    const state = ELSEWHERE[id]?.(busy()) ?? busy()
    expect(said(run(state, id)) !== said(state)).toBe(commandById(id).edits === true)
  },
)

test.each(OWN.map(({ id }) => id))('%s changes no answer on a screen that only shows one', (id) => {
  const state = act(ELSEWHERE[id]?.(busy()) ?? busy(), { type: 'editable', editable: false })
  expect(said(run(state, id))).toBe(said(state))
  expect(run(state, id)).toMatchObject({ past: state.past, future: state.future })
  expect(isPossible(commandById(id), state)).toBe(commandById(id).edits !== true)
})

test('every command is in the help once, with a text; where nothing can be edited those that edit are not', () => {
  const all = GROUPS.flatMap((group) => commandsIn(group, true).map(({ id }) => id))
  expect(all.toSorted()).toEqual(COMMANDS.map(({ id }) => id).toSorted())
  expect(Object.keys(labelling.command)).toEqual(expect.arrayContaining(all))
  const shown = GROUPS.flatMap((group) => commandsIn(group, false).map(({ id }) => id))
  expect(shown).toContain('nudge-left')
  for (const id of ['submit', 'undo', 'delete', 'accept', 'grow-up', 'flag'] as const) expect(shown).not.toContain(id)
  expect(findCommand('gone')).toBeNull()
})
