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
  | 'delete-track'
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
  'delete-track': ['shift+delete', 'shift+backspace'],
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
