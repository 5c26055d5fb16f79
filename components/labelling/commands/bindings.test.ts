import fc from 'fast-check'
import { expect, test } from 'vitest'
import { KeyBindings } from '@/lib/domain/accounts'
import { bind, personalKeys, refusalOf, reset, swap } from './bindings'
import { COMMANDS } from './commands'

const LABELS = [
  { name: 'Extra limbs', hotkey: '2' },
  { name: 'Motion blur', hotkey: 'k' },
]

test('without own keys the usual ones count', () => {
  const { keysOf, commandOf } = personalKeys({})
  for (const { id, keys } of COMMANDS) expect(keysOf(id)).toEqual(keys)
  expect(commandOf('a')?.id).toBe('accept')
  expect(personalKeys({}).isFree('2')).toBe(true)
})

test('an own key replaces the usual ones, and a stale command is passed over', () => {
  const { commandOf } = personalKeys({ accept: ['k'], gone: ['a'] })
  expect(commandOf('k')?.id).toBe('accept')
  expect(commandOf('a')).toBeNull()
})

test('an arrow command takes its Shift pair along', () => {
  expect(bind({}, 'nudge-left', '4')['nudge-left']).toEqual(['4', 'shift+4'])
  const taken = { 'prefer-left': ['alt+shift+arrowleft'] }
  expect(swap(taken, 'nudge-up', 'alt+arrowleft', 'grow-left')['nudge-up']).toEqual(['alt+arrowleft'])
  expect(bind({}, 'grow-up', 'alt+4')['grow-up']).toEqual(['alt+4', 'alt+shift+4'])
})

test('a key is refused with a reason: the browser needs it, a label or another command has it', () => {
  expect(refusalOf('mod+r', 'accept', {}, LABELS)).toEqual({ code: 'reserved' })
  expect(refusalOf('f5', 'accept', {}, LABELS)).toEqual({ code: 'reserved' })
  expect(refusalOf('shift+shift', 'accept', {}, LABELS)).toEqual({ code: 'modifier' })
  expect(refusalOf('2', 'accept', {}, LABELS)).toEqual({ code: 'label', label: 'Extra limbs' })
  expect(refusalOf('shift+2', 'accept', {}, LABELS)).toEqual({ code: 'label', label: 'Extra limbs' })
  expect(refusalOf('r', 'accept', {}, LABELS)).toEqual({ code: 'taken', by: 'reject' })
  expect(refusalOf('escape', 'accept', {}, LABELS)).toEqual({ code: 'reserved' })
  expect(refusalOf('a', 'accept', {}, LABELS)).toBeNull()
  expect(refusalOf('alt+k', 'accept', {}, LABELS)).toBeNull()
})

test('swapping gives each the key of the other, and resetting one frees both', () => {
  const swapped = swap({}, 'accept', 'r', 'reject')
  expect(swapped).toEqual({ accept: ['r'], reject: ['a'] })
  expect(reset(swapped, 'accept')).toEqual({})
})

test('a swap leaves the other command no key that the first one keeps', () => {
  const first = swap({}, 'delete-track', 'arrowright', 'nudge-right')
  expect(first['nudge-right']).toContain('shift+backspace')
  const { keysOf } = personalKeys(swap(first, 'nudge-right', 'backspace', 'delete'))
  expect(keysOf('nudge-right')).toEqual(['backspace', 'shift+backspace'])
  expect(keysOf('delete')).not.toContain('shift+backspace')
})

test('whatever is bound, swapped and reset, no key means two things and no command loses its keys to a swap', () => {
  const commands = COMMANDS.filter(({ fixed }) => !fixed).map(({ id }) => id)
  const command = fc.constantFrom(...commands)
  const key = fc.constantFrom(...COMMANDS.flatMap(({ keys }) => keys), 'alt+k', 'alt+m', '´')
  const edit = fc.record({ kind: fc.constantFrom('bind', 'reset'), command, key })
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 25 }), (edits) => {
      const bindings = edits.reduce<KeyBindings>((now, { kind, command: of, key: name }) => {
        if (kind === 'reset') return reset(now, of)
        const refusal = refusalOf(name, of, now, LABELS)
        if (refusal?.code === 'taken') return swap(now, of, name, refusal.by)
        return refusal ? now : bind(now, of, name)
      }, {})
      expect(KeyBindings.safeParse(bindings).success).toBe(true)
      const { keysOf, commandOf } = personalKeys(bindings)
      const all = COMMANDS.flatMap(({ id }) => keysOf(id))
      expect(new Set(all).size).toBe(all.length)
      expect(commandOf('escape')?.id).toBe('escape')
    }),
    { numRuns: 1000 },
  )
})
