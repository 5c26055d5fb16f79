import { expect, test } from 'vitest'
import { keyLabel, keyName } from './key-name'
import { KEYMAP } from './keymap'
import { keysOf } from './keys/bindings'

const { commandOf } = keysOf({})

function press(
  key: string,
  code: string,
  held: Partial<Record<'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey', boolean>> = {},
) {
  return keyName({ key, code, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...held })
}

test('no key means two things', () => {
  const keys = Object.values(KEYMAP).flat()
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
