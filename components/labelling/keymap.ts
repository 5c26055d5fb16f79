/** What a key can ask for. */
export type Command =
  | 'prefer-left'
  | 'tie-good'
  | 'tie-bad'
  | 'prefer-right'
  | 'clean-left'
  | 'clean-right'
  | 'submit'
  | 'skip'
  | 'place-box'
  | 'select-next'
  | 'nudge-left'
  | 'nudge-right'
  | 'nudge-up'
  | 'nudge-down'
  | 'grow-left'
  | 'grow-right'
  | 'grow-up'
  | 'grow-down'
  | 'delete'
  | 'undo'
  | 'redo'
  | 'accept'
  | 'reject'
  | 'play'
  | 'step-back'
  | 'step-on'
  | 'step-back-ten'
  | 'step-on-ten'
  | 'previous-suspect'
  | 'next-suspect'
  | 'slower'
  | 'faster'
  | 'first'
  | 'last'
  | 'switch-side'
  | 'palette'
  | 'comment'
  | 'help'
  | 'escape'
  | 'prefer-left-strong'
  | 'prefer-right-strong'
  | 'strength'
  | 'flag'
  | 'undo-submit'
  | 'accept-all'
  | 'hide-boxes'
  | 'duplicate-next'
  | 'extend-track'
  | 'loop'
  | 'loop-from'
  | 'loop-to'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-fit'
  | 'zoom-actual'
  | 'pan-left'
  | 'pan-right'
  | 'pan-up'
  | 'pan-down'
  | 'loupe'
  | 'brighter'
  | 'darker'
  | 'more-contrast'
  | 'less-contrast'
  | 'reset-look'
  | 'compare-view'
  | 'guidelines'

/** Keys of each command, as `keyName` writes them. */
export const KEYMAP: Record<Command, readonly string[]> = {
  'prefer-left': ['q'],
  'tie-good': ['w'],
  'tie-bad': ['s'],
  'prefer-right': ['e'],
  'clean-left': ['n'],
  'clean-right': ['m'],
  submit: ['enter'],
  skip: ['x'],
  'place-box': ['b'],
  'select-next': ['f'],
  'nudge-left': ['arrowleft', 'shift+arrowleft'],
  'nudge-right': ['arrowright', 'shift+arrowright'],
  'nudge-up': ['arrowup', 'shift+arrowup'],
  'nudge-down': ['arrowdown', 'shift+arrowdown'],
  'grow-left': ['alt+arrowleft', 'alt+shift+arrowleft'],
  'grow-right': ['alt+arrowright', 'alt+shift+arrowright'],
  'grow-up': ['alt+arrowup', 'alt+shift+arrowup'],
  'grow-down': ['alt+arrowdown', 'alt+shift+arrowdown'],
  delete: ['delete', 'backspace'],
  undo: ['mod+z'],
  redo: ['mod+shift+z', 'mod+y'],
  accept: ['a'],
  reject: ['r'],
  play: ['space'],
  'step-back': [','],
  'step-on': ['.'],
  'step-back-ten': ['shift+,'],
  'step-on-ten': ['shift+.'],
  'previous-suspect': ['['],
  'next-suspect': [']'],
  slower: ['-'],
  faster: ['='],
  first: ['home'],
  last: ['end'],
  'switch-side': ['tab'],
  palette: ['p'],
  comment: ['c'],
  help: ['?'],
  escape: ['escape'],
  'prefer-left-strong': ['shift+q'],
  'prefer-right-strong': ['shift+e'],
  strength: ['u'],
  flag: ['shift+c'],
  'undo-submit': ['shift+u'],
  'accept-all': ['shift+a'],
  'hide-boxes': ['h'],
  'duplicate-next': ['t'],
  'extend-track': ['j'],
  loop: ['l'],
  'loop-from': ['i'],
  'loop-to': ['o'],
  'zoom-in': ['z'],
  'zoom-out': ['shift+z'],
  'zoom-fit': ['v'],
  'zoom-actual': ['shift+v'],
  'pan-left': ['mod+arrowleft'],
  'pan-right': ['mod+arrowright'],
  'pan-up': ['mod+arrowup'],
  'pan-down': ['mod+arrowdown'],
  loupe: ['d'],
  brighter: ['shift+='],
  darker: ['shift+-'],
  'more-contrast': ['alt+='],
  'less-contrast': ['alt+-'],
  'reset-look': ['alt+0'],
  'compare-view': ['y'],
  guidelines: ['g'],
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>

/** Characters that a shifted key of a US layout writes, by the character without Shift. */
const UNSHIFTED: Record<string, string> = { '<': ',', '>': '.', '{': '[', '}': ']', _: '-', '+': '=' }

/**
 * The name of a key press: `q`, `mod+shift+z`, `shift+,`. Digits go by position, so that they need no Shift on any
 * layout; letters by what they write, except where the layout writes no Latin letter.
 */
export function keyName({ key, code, shiftKey, altKey, ctrlKey, metaKey }: KeyPress): string {
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1]
  const position = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase()
  const written = key === ' ' ? 'space' : key.toLowerCase()
  const foreign = position && (altKey || (written.length === 1 && written.charCodeAt(0) > 127))
  const base = digit ?? (foreign ? position : (UNSHIFTED[written] ?? written))
  const shown = shiftKey && base !== '?'
  return [ctrlKey || metaKey ? 'mod' : '', altKey ? 'alt' : '', shown ? 'shift' : '', base].filter(Boolean).join('+')
}

const COMMANDS = new Map(
  Object.entries(KEYMAP).flatMap(([command, keys]) => keys.map((key) => [key, command as Command] as const)),
)

export function commandOf(name: string): Command | null {
  return COMMANDS.get(name) ?? null
}

/** Whether a label can be reached by its key: the screen's own keys come first. */
export function isFreeKey(hotkey: string): boolean {
  return !COMMANDS.has(hotkey)
}

const SYMBOLS: Record<string, string> = {
  space: 'Space',
  enter: 'Enter',
  tab: 'Tab',
  escape: 'Esc',
  delete: 'Del',
  backspace: '⌫',
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
  home: 'Home',
  end: 'End',
  shift: 'Shift ',
  alt: 'Alt ',
}

/** A key name as a person reads it. */
export function keyLabel(name: string, apple: boolean): string {
  return name
    .split('+')
    .map((part) => (part === 'mod' ? (apple ? '⌘' : 'Ctrl ') : (SYMBOLS[part] ?? part.toUpperCase())))
    .join('')
}
