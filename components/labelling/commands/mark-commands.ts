import { boxInHand, neighbourSuspect, newId, type WorkspaceState } from '../store'
import type { CommandRecord } from './command'

/** Pixels that Shift makes of one. */
const FAR = 10

/** Moves the selected box by whole pixels; with none selected, left and right step. */
function move(x: number, y: number) {
  return (state: WorkspaceState, { far }: { far: boolean }) => {
    const pixels = far ? FAR : 1
    if (boxInHand(state)) {
      return { type: 'nudge' as const, x: x * pixels, y: y * pixels, w: 0, h: 0, id: newId() }
    }
    return x === 0 ? null : { type: 'player' as const, action: { type: 'step' as const, frames: x * pixels } }
  }
}

/** Moves the right or lower edge of the selected box by whole pixels. */
function grow(w: number, h: number) {
  return (_state: WorkspaceState, { far }: { far: boolean }) => {
    const pixels = far ? FAR : 1
    return { type: 'nudge' as const, x: 0, y: 0, w: w * pixels, h: h * pixels, id: newId() }
  }
}

function suspect(direction: 1 | -1) {
  return {
    when: (state: WorkspaceState) => neighbourSuspect(state, direction) !== null,
    run: () => ({ type: 'suspect' as const, direction }),
  }
}

/** A key with an arrow, and the same with Shift. */
function arrow(key: string): string[] {
  return [key, key.replace('arrow', 'shift+arrow')]
}

const MOVES = { group: 'marks', repeats: true, far: true } as const
const GROWS = { ...MOVES, edits: true } as const

/** Marks and their boxes, and what becomes of proposals. */
export const MARK_COMMANDS = [
  { id: 'place-box', group: 'marks', keys: ['b'], edits: true, run: () => ({ type: 'place-box', id: newId() }) },
  { id: 'select-next', group: 'marks', keys: ['f'], run: () => ({ type: 'select-next' }) },
  { id: 'nudge-left', keys: arrow('arrowleft'), ...MOVES, run: move(-1, 0) },
  { id: 'nudge-right', keys: arrow('arrowright'), ...MOVES, run: move(1, 0) },
  { id: 'nudge-up', keys: arrow('arrowup'), ...MOVES, run: move(0, -1) },
  { id: 'nudge-down', keys: arrow('arrowdown'), ...MOVES, run: move(0, 1) },
  { id: 'grow-left', keys: arrow('alt+arrowleft'), ...GROWS, run: grow(-1, 0) },
  { id: 'grow-right', keys: arrow('alt+arrowright'), ...GROWS, run: grow(1, 0) },
  { id: 'grow-up', keys: arrow('alt+arrowup'), ...GROWS, run: grow(0, -1) },
  { id: 'grow-down', keys: arrow('alt+arrowdown'), ...GROWS, run: grow(0, 1) },
  {
    id: 'duplicate-next',
    group: 'marks',
    keys: ['t'],
    repeats: true,
    edits: true,
    run: () => ({ type: 'duplicate-next', id: newId() }),
  },
  { id: 'extend-track', group: 'marks', keys: ['j'], edits: true, run: () => ({ type: 'extend-track', id: newId() }) },
  {
    id: 'delete',
    group: 'marks',
    keys: ['delete', 'backspace'],
    edits: true,
    run: () => ({ type: 'delete', id: null }),
  },
  {
    id: 'delete-track',
    group: 'marks',
    keys: ['shift+delete', 'shift+backspace'],
    edits: true,
    run: () => ({ type: 'delete-track', id: null }),
  },
  { id: 'hide-boxes', group: 'marks', keys: ['h'], run: () => ({ type: 'hide-boxes' }) },
  { id: 'escape', group: 'marks', keys: ['escape'], fixed: true, run: () => ({ type: 'escape' }) },
  {
    id: 'accept',
    group: 'proposals',
    keys: ['a'],
    edits: true,
    run: () => ({ type: 'accept', proposalId: null, id: newId() }),
  },
  {
    id: 'accept-all',
    group: 'proposals',
    keys: ['shift+a'],
    edits: true,
    run: () => ({ type: 'accept-all', id: newId() }),
  },
  { id: 'reject', group: 'proposals', keys: ['r'], edits: true, run: () => ({ type: 'reject', proposalId: null }) },
  { id: 'next-suspect', group: 'proposals', keys: [']'], repeats: true, label: 'nextSuspect', ...suspect(1) },
  { id: 'previous-suspect', group: 'proposals', keys: ['['], repeats: true, label: 'previousSuspect', ...suspect(-1) },
] as const satisfies readonly CommandRecord[]
