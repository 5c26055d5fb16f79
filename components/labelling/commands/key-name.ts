export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'> & {
  getModifierState?: (name: string) => boolean
}

/** Characters that a shifted key of a US layout writes, by the character without Shift. */
const UNSHIFTED: Record<string, string> = { '<': ',', '>': '.', '{': '[', '}': ']', _: '-', '+': '=' }
/** What a US layout writes there, for layouts that write an accent or a letter of their own. */
const PUNCTUATION: Record<string, string> = {
  BracketLeft: '[',
  BracketRight: ']',
  Equal: '=',
  Minus: '-',
  Comma: ',',
  Period: '.',
}

/**
 * The name of a key press: `q`, `mod+shift+z`, `shift+,`. Digits go by position, so that they need no Shift on any
 * layout; letters and signs by what they write, except where that is none of a US layout's. What AltGr writes is that
 * sign alone, and Shift does not count where a sign cannot be written without it.
 */
export function keyName(press: KeyPress): string {
  const { key, code, shiftKey, altKey, ctrlKey, metaKey } = press
  const written = key === ' ' ? 'space' : key.toLowerCase()
  if (press.getModifierState?.('AltGraph') && written.length === 1) return written
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1]
  const position = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? PUNCTUATION[code]
  const foreign = position && (altKey || written === 'dead' || (written.length === 1 && written.charCodeAt(0) > 127))
  const base = digit ?? (foreign ? position : (UNSHIFTED[written] ?? written))
  const shown = shiftKey && (digit !== undefined || foreign || !/^[?,.[\]=-]$/.test(written))
  return [ctrlKey || metaKey ? 'mod' : '', altKey ? 'alt' : '', shown ? 'shift' : '', base].filter(Boolean).join('+')
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
