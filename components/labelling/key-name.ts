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
