import { expect, test } from 'vitest'
import { createFocusReturn } from './focus-return'

/** A page with one focused element and nothing else. */
function page() {
  let focused = 'body'
  const element = (name: string) => ({ isConnected: true, focus: () => (focused = name) })
  return { element, focused: () => focused }
}

test('the focus goes back to the button that opened the dialog', () => {
  const { element, focused } = page()
  const focusReturn = createFocusReturn()
  focusReturn.opened(element('register'))
  element('first field').focus()
  expect(focusReturn.closed()).toBe(true)
  expect(focused()).toBe('register')
})

test('what has left the page gets no focus, nor what an earlier dialog came from', () => {
  const { element, focused } = page()
  const focusReturn = createFocusReturn()
  const row = element('row')
  focusReturn.opened(row)
  row.isConnected = false
  expect(focusReturn.closed()).toBe(false)
  focusReturn.opened(element('start'))
  focusReturn.closed()
  focusReturn.opened(null)
  expect(focusReturn.closed()).toBe(false)
  expect(focused()).toBe('start')
})
