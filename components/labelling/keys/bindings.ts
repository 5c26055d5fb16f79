import type { KeyBindings } from '@/lib/domain/accounts'
import { type Command, KEYMAP } from '../keymap'

/** The keys that count for one person: their own, and the usual ones elsewhere. */
export type Keys = {
  keymap: Record<Command, readonly string[]>
  commandOf: (name: string) => Command | null
  /** Whether a label can be reached by its key: the screen's own keys come first. */
  isFree: (hotkey: string) => boolean
}

export const COMMANDS = Object.keys(KEYMAP) as Command[]

/** Escape always lets go. */
export const FIXED: ReadonlySet<Command> = new Set<Command>(['escape'])

function isCommand(name: string): name is Command {
  return Object.hasOwn(KEYMAP, name)
}

/** The usual keys with a person's own in their place; an own key is never another command's as well. */
export function keysOf(bindings: KeyBindings): Keys {
  const own = Object.entries(bindings).filter(([command]) => isCommand(command) && !FIXED.has(command))
  const taken = new Set(own.flatMap(([, keys]) => keys))
  const keymap = { ...KEYMAP } as Record<Command, readonly string[]>
  for (const command of COMMANDS) keymap[command] = KEYMAP[command].filter((key) => !taken.has(key))
  for (const [command, keys] of own) keymap[command as Command] = keys
  const owners = new Map(COMMANDS.flatMap((command) => keymap[command].map((key) => [key, command] as const)))
  return { keymap, commandOf: (name) => owners.get(name) ?? null, isFree: (hotkey) => !owners.has(hotkey) }
}

/** Keys that the browser or the system keeps, or that mean too much elsewhere. */
const RESERVED: ReadonlySet<string> = new Set([
  'escape',
  ...['a', 'c', 'd', 'f', 'h', 'j', 'l', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x'].map(
    (key) => `mod+${key}`,
  ),
  ...['n', 'p', 'r', 't', 'w', 'i', 'j', 'c', 'delete'].map((key) => `mod+shift+${key}`),
  ...['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '=', '-', 'tab', 'enter'].map((key) => `mod+${key}`),
  ...['arrowleft', 'arrowright'].flatMap((key) => [`alt+mod+${key}`]),
  'alt+tab',
  'alt+f4',
  'shift+tab',
  'contextmenu',
  ...Array.from({ length: 12 }, (_, at) => `f${at + 1}`),
])
const MODIFIERS: ReadonlySet<string> = new Set([
  'shift',
  'control',
  'alt',
  'meta',
  'altgraph',
  'capslock',
  'dead',
  'process',
  'unidentified',
])

export type Refusal =
  | { code: 'modifier' }
  | { code: 'reserved' }
  | { code: 'label'; label: string }
  | { code: 'taken'; by: Command }

type LabelKey = { name: string; hotkey: string }

/** Why a key cannot simply become a command's; null when it can. */
export function refusalOf(
  name: string,
  command: Command,
  bindings: KeyBindings,
  labels: readonly LabelKey[],
): Refusal | null {
  if (MODIFIERS.has(name.split('+').at(-1) ?? '')) return { code: 'modifier' }
  const names = withFar(name, command, bindings)
  if (names.some((key) => RESERVED.has(key))) return { code: 'reserved' }
  const label = labels.find(({ hotkey }) => names.some((key) => key === hotkey || key === `shift+${hotkey}`))
  if (label) return { code: 'label', label: label.name }
  const { commandOf } = keysOf(bindings)
  const owner = names.map(commandOf).find((by) => by !== null && by !== command)
  if (!owner) return null
  return FIXED.has(owner) ? { code: 'reserved' } : { code: 'taken', by: owner }
}

/**
 * A command whose keys come in pairs, one pixel and with Shift ten, keeps its pair; without the second one where that is a third
 * command's, for which there would be nothing to swap.
 */
function withFar(name: string, command: Command, bindings: KeyBindings): string[] {
  if (!/^(nudge|grow)-/.test(command) || name.includes('shift+')) return [name]
  const { commandOf } = keysOf(bindings)
  const owner = commandOf(shifted(name))
  const spare = owner === null || owner === command || owner === commandOf(name)
  return spare ? [name, shifted(name)] : [name]
}

function shifted(name: string): string {
  const parts = name.split('+')
  return [...parts.slice(0, -1), 'shift', parts.at(-1)].join('+')
}

/** Gives a command a key in place of those it had. */
export function bind(bindings: KeyBindings, command: Command, name: string): KeyBindings {
  return tidy({ ...bindings, [command]: withFar(name, command, bindings) })
}

/** Gives a command a key of another one, which gets those the command had. */
export function swap(bindings: KeyBindings, command: Command, name: string, other: Command): KeyBindings {
  const { keymap } = keysOf(bindings)
  const names = withFar(name, command, bindings)
  const left = [...keymap[command], ...keymap[other]].filter((key) => !names.includes(key))
  return tidy({ ...bindings, [command]: names, [other]: left.slice(0, 3) })
}

/** The usual keys again; own keys of other commands that stand in the way go back to theirs as well. */
export function reset(bindings: KeyBindings, command: Command): KeyBindings {
  const rest = Object.entries(bindings).filter(
    ([other, keys]) => other !== command && !keys.some((key) => KEYMAP[command].includes(key)),
  )
  return tidy(Object.fromEntries(rest))
}

export function isOwn(bindings: KeyBindings, command: Command): boolean {
  return bindings[command] !== undefined
}

/** Says only what differs from the usual keys. */
function tidy(bindings: KeyBindings): KeyBindings {
  const { keymap } = keysOf(bindings)
  const differs = COMMANDS.filter((command) => keymap[command].join(' ') !== KEYMAP[command].join(' '))
  return Object.fromEntries(differs.map((command) => [command, [...keymap[command]]]))
}
