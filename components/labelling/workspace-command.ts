import { neighbourSpeed, type PlayerAction } from '@/components/player/store'
import { otherScreenSide } from '@/lib/domain/labelling'
import { unreachable } from '@/lib/domain/shared'
import type { Command } from './keymap'
import { newId } from './new-id'
import { boxInHand, type WorkspaceAction, type WorkspaceState } from './store'
import { viewCommand } from './view-command'

/** Pixels that Shift makes of one, when boxes are moved by keys. */
const FAR = 10

/** The action that a command means in this state, or null when it is for the screen around. */
export function workspaceCommand(command: Command, name: string, state: WorkspaceState): WorkspaceAction | null {
  return viewCommand(command, state) ?? otherCommand(command, name, state)
}

function otherCommand(command: Command, name: string, state: WorkspaceState): WorkspaceAction | null {
  switch (command) {
    case 'prefer-left':
      return { type: 'preference', preference: 'left' }
    case 'prefer-right':
      return { type: 'preference', preference: 'right' }
    case 'tie-good':
      return { type: 'preference', preference: 'tie_good' }
    case 'tie-bad':
      return { type: 'preference', preference: 'tie_bad' }
    case 'clean-left':
      return { type: 'clean', side: 'left' }
    case 'clean-right':
      return { type: 'clean', side: 'right' }
    case 'place-box':
      return { type: 'place-box', id: newId() }
    case 'accept':
      return { type: 'accept', proposalId: null, id: newId() }
    case 'reject':
      return { type: 'reject', proposalId: null }
    case 'delete':
      return { type: 'delete', id: null }
    case 'undo':
    case 'redo':
    case 'select-next':
    case 'hide-boxes':
    case 'flag':
    case 'escape':
      return { type: command }
    case 'duplicate-next':
    case 'extend-track':
    case 'accept-all':
      return { type: command, id: newId() }
    case 'delete-track':
      return { type: 'delete-track', id: null }
    case 'strength':
      return { type: 'next-strength' }
    case 'prefer-left-strong':
      return { type: 'preference', preference: 'left', strength: 'strong' }
    case 'prefer-right-strong':
      return { type: 'preference', preference: 'right', strength: 'strong' }
    case 'previous-suspect':
      return { type: 'suspect', direction: -1 }
    case 'next-suspect':
      return { type: 'suspect', direction: 1 }
    case 'nudge-left':
    case 'nudge-right':
    case 'nudge-up':
    case 'nudge-down':
    case 'grow-left':
    case 'grow-right':
    case 'grow-up':
    case 'grow-down':
      return arrow(command, name, state)
    case 'submit':
    case 'skip':
    case 'palette':
    case 'comment':
    case 'help':
      return null
    default:
      return isPlayerCommand(command) ? { type: 'player', action: playerCommand(command, state) } : null
  }
}

const PLAYER_COMMANDS = [
  'play',
  'step-back',
  'step-on',
  'step-back-ten',
  'step-on-ten',
  'slower',
  'faster',
  'first',
  'last',
  'switch-side',
] as const satisfies readonly Command[]
type PlayerCommand = (typeof PLAYER_COMMANDS)[number]

function isPlayerCommand(command: Command): command is PlayerCommand {
  return (PLAYER_COMMANDS as readonly Command[]).includes(command)
}

function playerCommand(command: PlayerCommand, { player }: WorkspaceState): PlayerAction {
  const { focus, speed, clips } = player
  switch (command) {
    case 'play':
      return { type: player.playing ? 'pause' : 'play' }
    case 'step-back':
      return { type: 'step', frames: -1 }
    case 'step-on':
      return { type: 'step', frames: 1 }
    case 'step-back-ten':
      return { type: 'step', frames: -10 }
    case 'step-on-ten':
      return { type: 'step', frames: 10 }
    case 'slower':
      return { type: 'speed', speed: neighbourSpeed(speed, -1) }
    case 'faster':
      return { type: 'speed', speed: neighbourSpeed(speed, 1) }
    case 'first':
      return { type: 'seek-frame', side: focus, index: 0 }
    case 'last':
      return { type: 'seek-frame', side: focus, index: clips[focus].ptsUs.length - 1 }
    case 'switch-side':
      return { type: 'focus', side: otherScreenSide(focus) }
    default:
      return unreachable(command)
  }
}

/** Arrows move or resize the selected box; with none selected, left and right step. */
function arrow(command: Command, name: string, state: WorkspaceState): WorkspaceAction | null {
  const pixels = name.includes('shift+') ? FAR : 1
  const x = command.endsWith('-left') ? -pixels : command.endsWith('-right') ? pixels : 0
  const y = command.endsWith('-up') ? -pixels : command.endsWith('-down') ? pixels : 0
  if (command.startsWith('grow')) return { type: 'nudge', x: 0, y: 0, w: x, h: y, id: newId() }
  if (boxInHand(state)) return { type: 'nudge', x, y, w: 0, h: 0, id: newId() }
  return x === 0 ? null : { type: 'player', action: { type: 'step', frames: x } }
}
