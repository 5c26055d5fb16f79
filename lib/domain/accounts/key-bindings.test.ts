import { expect, test } from 'vitest'
import { KeyBindings } from './key-bindings'

function complaints(bindings: unknown): { path: string; message: string }[] {
  const parsed = KeyBindings.safeParse(bindings)
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
}

test('a command has up to three keys of its own, or none', () => {
  expect(KeyBindings.parse({ play: ['p', 'k', 'Space'], undo: [] })).toEqual({ play: ['p', 'k', 'Space'], undo: [] })
  expect(complaints({ play: ['p', 'k', 'Space', 'Enter'] })).toMatchObject([{ path: 'play' }])
})

test('a key given to two commands is refused at the second, with both names', () => {
  expect(complaints({ play: ['p'], undo: ['z'], pause: ['k', 'p'] })).toEqual([
    {
      path: 'pause',
      message: 'The key "p" is assigned to "play" and to "pause"; choose another for one of them.',
    },
  ])
})

test('200 commands are taken and one more is not', () => {
  const bindings = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`command-${index}`, [`key-${index}`]]))
  expect(complaints(bindings(200))).toEqual([])
  expect(complaints(bindings(201))).toEqual([{ path: '', message: 'too many commands' }])
})

test.each([
  ['a key without a name', { play: [''] }],
  ['a key with a very long name', { play: ['k'.repeat(41)] }],
  ['a command without a name', { '': ['p'] }],
])('%s is refused', (_, bindings) => {
  expect(complaints(bindings)).not.toEqual([])
})
