import { expect, test } from 'vitest'
import type { WorkspaceState } from '../store'
import { act, workspace } from '../store/testing'
import { personalKeys } from './bindings'
import type { ScreenCommandId } from './commands'
import { KeyPresses } from './key-presses'

function keyboard(start: WorkspaceState = workspace()) {
  let state = start
  const done: ScreenCommandId[] = []
  const presses = new KeyPresses({
    state: () => state,
    dispatch: (action) => {
      state = act(state, action)
    },
    commandOf: personalKeys({}).commandOf,
    screen: () => ({ submit: () => done.push('submit'), help: () => done.push('help') }),
  })
  function press(key: string, held: { repeat?: boolean; shiftKey?: boolean; code?: string } = {}): boolean {
    const none = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, repeat: false }
    return presses.press({ key, code: `Key${key.toUpperCase()}`, ...none, ...held })
  }
  return { presses, press, done, state: () => state }
}

const DIGIT = { code: 'Digit2' }

test('a held key goes on stepping, and answers nothing: not the next pair, not the other way round', () => {
  const { press, done, state } = keyboard()
  expect([press('Enter'), press('Enter', { repeat: true })]).toEqual([true, true])
  expect(done).toEqual(['submit'])
  expect([press('q'), press('q', { repeat: true })]).toEqual([true, true])
  expect(state().answer.preference).toBe('left')
  for (const repeat of [false, true, true]) press('.', { repeat, code: 'Period' })
  expect(state().player.frames.left).toBe(3)
})

test('a key that means nothing here is left to the browser: no command, or one that the screen around lacks', () => {
  const { press } = keyboard()
  expect(press('x')).toBe(false)
  expect(press('§')).toBe(false)
  expect(press('ArrowUp', { code: 'ArrowUp' })).toBe(false)
})

test('[MA1] a label that is held marks every frame that is passed, until its key goes up, whatever it is called by then', () => {
  const { press, presses, state } = keyboard()
  press('2', DIGIT)
  expect([press('2', { ...DIGIT, repeat: true }), press('2', DIGIT)]).toEqual([true, true])
  expect(state().answer.marks).toHaveLength(1)
  press('.', { code: 'Period' })
  expect(press('"', { ...DIGIT, shiftKey: true, repeat: true })).toBe(true)
  expect(state().answer.marks.map(({ frameIndex }) => frameIndex)).toEqual([0, 1])
  presses.release({ code: 'KeyA' })
  expect(state().painting).not.toBeNull()
  presses.release({ code: 'Digit2' })
  expect(state().painting).toBeNull()
  press('.', { code: 'Period' })
  expect(state().answer.marks).toHaveLength(2)
})

test('a window that loses the keyboard lets go of the label', () => {
  const { press, presses, state } = keyboard()
  press('2', DIGIT)
  presses.releaseAll()
  expect(state().painting).toBeNull()
  press('2', DIGIT)
  expect(state().answer.marks).toEqual([])
})

test('with Shift a label key gives the selected mark another label, once', () => {
  const { press, presses, state } = keyboard()
  press('2', DIGIT)
  presses.release(DIGIT)
  const [before] = state().answer.marks
  press('"', { code: 'Digit3', shiftKey: true })
  const [after] = state().answer.marks
  expect(after?.id).toBe(before?.id)
  expect(after?.labelKey).not.toBe(before?.labelKey)
  expect(press('"', { code: 'Digit3', shiftKey: true, repeat: true })).toBe(true)
})
