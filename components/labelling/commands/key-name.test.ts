import { expect, test } from 'vitest'
import { personalKeys } from './bindings'
import { COMMANDS } from './commands'
import { keyLabel, keyName } from './key-name'

const commandOf = (name: string) => personalKeys({}).commandOf(name)?.id ?? null

function press(
  key: string,
  code: string,
  held: Partial<Record<'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey' | 'altGraph', boolean>> = {},
) {
  const { altGraph = false, ...modifiers } = held
  const getModifierState = (name: string) => altGraph && name === 'AltGraph'
  const none = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false }
  return keyName({ key, code, getModifierState, ...none, ...modifiers })
}

test('no key means two things', () => {
  const keys = COMMANDS.flatMap((command) => command.keys)
  expect(new Set(keys).size).toBe(keys.length)
})

test('letters go by what they write, digits by where they are', () => {
  expect(press('a', 'KeyQ')).toBe('a')
  expect(press('é', 'Digit2')).toBe('2')
  expect(press('2', 'Digit2', { shiftKey: true })).toBe('shift+2')
  expect(press('й', 'KeyQ')).toBe('q')
})

test('Shift with a comma steps ten frames, whatever character that writes', () => {
  expect(commandOf(press('<', 'Comma', { shiftKey: true }))).toBe('step-back-ten')
  expect(commandOf(press('>', 'Period', { shiftKey: true }))).toBe('step-on-ten')
})

test('what AltGr writes is that sign: a German bracket goes to a suspect frame and marks nothing', () => {
  expect(press('[', 'Digit8', { altGraph: true })).toBe('[')
  expect(commandOf(press(']', 'Digit9', { altGraph: true, ctrlKey: true, altKey: true }))).toBe('next-suspect')
  expect(press('8', 'Digit8')).toBe('8')
})

test('a sign that a layout does not write, or writes with Shift alone, is still within reach', () => {
  expect(commandOf(press('ü', 'BracketLeft'))).toBe('previous-suspect')
  expect(commandOf(press('Dead', 'Equal'))).toBe('faster')
  expect(commandOf(press('.', 'Comma', { shiftKey: true }))).toBe('step-on')
  expect(commandOf(press('{', 'BracketLeft', { shiftKey: true }))).toBeNull()
  expect(commandOf(press('_', 'Minus', { shiftKey: true }))).toBe('darker')
})

test('undo and redo work with Control and with Command', () => {
  expect(commandOf(press('z', 'KeyZ', { ctrlKey: true }))).toBe('undo')
  expect(commandOf(press('Z', 'KeyZ', { metaKey: true, shiftKey: true }))).toBe('redo')
  expect(keyLabel('mod+z', true)).toBe('⌘Z')
  expect(keyLabel('mod+z', false)).toBe('Ctrl Z')
})

test('a key held with Control is not the bare key', () => {
  expect(commandOf(press('a', 'KeyA', { ctrlKey: true }))).toBeNull()
  expect(commandOf(press('?', 'Slash', { shiftKey: true }))).toBe('help')
})
