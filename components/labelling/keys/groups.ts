import type { Command } from '../keymap'

/** Every command of the screen, in the order of the help. */
export const GROUPS = {
  answer: [
    'prefer-left',
    'tie-good',
    'tie-bad',
    'prefer-right',
    'prefer-left-strong',
    'prefer-right-strong',
    'strength',
    'clean-left',
    'clean-right',
    'flag',
    'comment',
    'submit',
    'skip',
    'undo',
    'redo',
    'undo-submit',
  ],
  marks: [
    'place-box',
    'select-next',
    'nudge-left',
    'nudge-right',
    'nudge-up',
    'nudge-down',
    'grow-left',
    'grow-right',
    'grow-up',
    'grow-down',
    'duplicate-next',
    'extend-track',
    'delete',
    'delete-track',
    'hide-boxes',
    'escape',
  ],
  proposals: ['accept', 'accept-all', 'reject', 'next-suspect', 'previous-suspect'],
  time: [
    'play',
    'step-back',
    'step-on',
    'step-back-ten',
    'step-on-ten',
    'first',
    'last',
    'slower',
    'faster',
    'loop',
    'loop-from',
    'loop-to',
  ],
  view: [
    'zoom-in',
    'zoom-out',
    'zoom-fit',
    'zoom-actual',
    'pan-left',
    'pan-right',
    'pan-up',
    'pan-down',
    'loupe',
    'brighter',
    'darker',
    'more-contrast',
    'less-contrast',
    'reset-look',
    'compare-view',
  ],
  screen: ['switch-side', 'palette', 'guidelines', 'help'],
} as const satisfies Record<string, readonly Command[]>

export type Group = keyof typeof GROUPS

/** What a screen that only shows an answer has no use for. */
const EDITS: ReadonlySet<Command> = new Set<Command>([
  ...GROUPS.answer,
  'place-box',
  'grow-left',
  'grow-right',
  'grow-up',
  'grow-down',
  'duplicate-next',
  'extend-track',
  'delete',
  'delete-track',
  'accept',
  'accept-all',
  'reject',
])

/** The commands that a screen has: without those that edit where nothing can be edited, and without those it lacks itself. */
export function commandsOf(group: Group, editable: boolean): readonly Command[] {
  const commands: readonly Command[] = GROUPS[group]
  return editable ? commands : commands.filter((command) => !EDITS.has(command))
}
