import type { ScreenPreference, Strength } from '@/lib/domain/labelling'
import type { CommandRecord } from './command'

function prefer(preference: ScreenPreference, strength?: Strength) {
  return () => ({ type: 'preference' as const, preference, ...(strength && { strength }) })
}

/** What is said of the pair, and how it is sent. */
export const ANSWER_COMMANDS = [
  { id: 'prefer-left', group: 'answer', keys: ['q'], edits: true, label: 'preferLeft', run: prefer('left') },
  { id: 'tie-good', group: 'answer', keys: ['w'], edits: true, label: 'tieGood', run: prefer('tie_good') },
  { id: 'tie-bad', group: 'answer', keys: ['s'], edits: true, label: 'tieBad', run: prefer('tie_bad') },
  { id: 'prefer-right', group: 'answer', keys: ['e'], edits: true, label: 'preferRight', run: prefer('right') },
  { id: 'prefer-left-strong', group: 'answer', keys: ['shift+q'], edits: true, run: prefer('left', 'strong') },
  { id: 'prefer-right-strong', group: 'answer', keys: ['shift+e'], edits: true, run: prefer('right', 'strong') },
  { id: 'strength', group: 'answer', keys: ['u'], edits: true, run: () => ({ type: 'next-strength' }) },
  {
    id: 'clean-left',
    group: 'answer',
    keys: ['n'],
    edits: true,
    label: 'leftClean',
    run: () => ({ type: 'clean', side: 'left' }),
  },
  {
    id: 'clean-right',
    group: 'answer',
    keys: ['m'],
    edits: true,
    label: 'rightClean',
    run: () => ({ type: 'clean', side: 'right' }),
  },
  { id: 'flag', group: 'answer', keys: ['shift+c'], edits: true, run: () => ({ type: 'flag' }) },
  { id: 'comment', group: 'answer', keys: ['c'], edits: true, run: null },
  { id: 'submit', group: 'answer', keys: ['enter'], edits: true, run: null },
  { id: 'skip', group: 'answer', keys: ['x'], edits: true, run: null },
  {
    id: 'undo',
    group: 'answer',
    keys: ['mod+z'],
    repeats: true,
    edits: true,
    label: 'undo',
    when: ({ past }) => past.length > 0,
    run: () => ({ type: 'undo' }),
  },
  {
    id: 'redo',
    group: 'answer',
    keys: ['mod+shift+z', 'mod+y'],
    repeats: true,
    edits: true,
    when: ({ future }) => future.length > 0,
    run: () => ({ type: 'redo' }),
  },
  { id: 'undo-submit', group: 'answer', keys: ['shift+u'], edits: true, run: null },
] as const satisfies readonly CommandRecord[]
