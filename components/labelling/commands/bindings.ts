import type { KeyBindings } from '@/lib/domain/accounts'
import { COMMANDS, type Command, type CommandId, commandById, findCommand } from './commands'

/** The keys that count for one person: their own, and the usual ones elsewhere. */
export type Keys = {
  keysOf: (id: CommandId) => readonly string[]
  commandOf: (name: string) => Command | null
  /** Whether a label can be reached by its key: the screen's own keys come first. */
  isFree: (hotkey: string) => boolean
}

/** The usual keys with a person's own in their place; an own key is never another command's as well. */
export function personalKeys(bindings: KeyBindings): Keys {
  const own = new Map(Object.entries(bindings).filter(([id]) => mayChange(findCommand(id))))
  const taken = new Set([...own.values()].flat())
  const keymap = new Map(
    COMMANDS.map(({ id, keys }) => [id, own.get(id) ?? keys.filter((key) => !taken.has(key))] as const),
  )
  const owners = new Map(COMMANDS.flatMap((command) => (keymap.get(command.id) ?? []).map((key) => [key, command])))
  return {
    keysOf: (id) => keymap.get(id) ?? [],
    commandOf: (name) => owners.get(name) ?? null,
    isFree: (hotkey) => !owners.has(hotkey),
  }
}

function mayChange(command: Command | null): boolean {
  return command !== null && !command.fixed
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
  | { code: 'taken'; by: CommandId }

type LabelKey = { name: string; hotkey: string }

/** Why a key cannot simply become a command's; null when it can. */
export function refusalOf(
  name: string,
  id: CommandId,
  bindings: KeyBindings,
  labels: readonly LabelKey[],
): Refusal | null {
  if (MODIFIERS.has(name.split('+').at(-1) ?? '')) return { code: 'modifier' }
  const names = withFar(name, id, bindings)
  if (names.some((key) => RESERVED.has(key))) return { code: 'reserved' }
  const label = labels.find(({ hotkey }) => names.some((key) => key === hotkey || key === `shift+${hotkey}`))
  if (label) return { code: 'label', label: label.name }
  const { commandOf } = personalKeys(bindings)
  const owner = names.map(commandOf).find((by) => by !== null && by.id !== id)
  if (!owner) return null
  return owner.fixed ? { code: 'reserved' } : { code: 'taken', by: owner.id }
}

/**
 * A command whose keys come in pairs, one pixel and with Shift ten, keeps its pair; without the second one where that is a third
 * command's, for which there would be nothing to swap.
 */
function withFar(name: string, id: CommandId, bindings: KeyBindings): string[] {
  if (!commandById(id).far || name.includes('shift+')) return [name]
  const { commandOf } = personalKeys(bindings)
  const owner = commandOf(shifted(name))
  const spare = owner === null || owner.id === id || owner === commandOf(name)
  return spare ? [name, shifted(name)] : [name]
}

function shifted(name: string): string {
  const parts = name.split('+')
  return [...parts.slice(0, -1), 'shift', parts.at(-1)].join('+')
}

/** Gives a command a key in place of those it had. */
export function bind(bindings: KeyBindings, id: CommandId, name: string): KeyBindings {
  return tidy({ ...bindings, [id]: withFar(name, id, bindings) })
}

/** Gives a command a key of another one, which gets those the command had. */
export function swap(bindings: KeyBindings, id: CommandId, name: string, other: CommandId): KeyBindings {
  const { keysOf } = personalKeys(bindings)
  const names = withFar(name, id, bindings)
  const left = [...keysOf(id), ...keysOf(other)].filter((key) => !names.includes(key))
  return tidy({ ...bindings, [id]: names, [other]: left.slice(0, 3) })
}

/** The usual keys again; own keys of other commands that stand in the way go back to theirs as well. */
export function reset(bindings: KeyBindings, id: CommandId): KeyBindings {
  const usual = commandById(id).keys
  const rest = Object.entries(bindings).filter(
    ([other, keys]) => other !== id && !keys.some((key) => usual.includes(key)),
  )
  return tidy(Object.fromEntries(rest))
}

export function isOwn(bindings: KeyBindings, id: CommandId): boolean {
  return bindings[id] !== undefined
}

/** Says only what differs from the usual keys. */
function tidy(bindings: KeyBindings): KeyBindings {
  const { keysOf } = personalKeys(bindings)
  const differs = COMMANDS.filter(({ id, keys }) => keysOf(id).join(' ') !== keys.join(' '))
  return Object.fromEntries(differs.map(({ id }) => [id, [...keysOf(id)]]))
}
