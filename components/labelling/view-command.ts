import type { ViewAction } from '@/components/player/store'
import { canCompare } from './compare'
import type { Command } from './keymap'
import type { WorkspaceAction, WorkspaceState } from './store'

/** One press of zoom, and one of brightness or contrast. */
const ZOOM_STEP = 1.5
const LIGHT_STEP = 0.1
/** One press of pan, in parts of what is seen. */
const PAN_STEP = 0.2

const VIEW: Partial<Record<Command, ViewAction>> = {
  'zoom-in': { type: 'zoom', factor: ZOOM_STEP },
  'zoom-out': { type: 'zoom', factor: 1 / ZOOM_STEP },
  'zoom-fit': { type: 'fit' },
  'pan-left': { type: 'pan', x: -PAN_STEP, y: 0 },
  'pan-right': { type: 'pan', x: PAN_STEP, y: 0 },
  'pan-up': { type: 'pan', x: 0, y: -PAN_STEP },
  'pan-down': { type: 'pan', x: 0, y: PAN_STEP },
  loupe: { type: 'loupe' },
  brighter: { type: 'brightness', by: LIGHT_STEP },
  darker: { type: 'brightness', by: -LIGHT_STEP },
  'more-contrast': { type: 'contrast', by: LIGHT_STEP },
  'less-contrast': { type: 'contrast', by: -LIGHT_STEP },
  'reset-look': { type: 'reset-look' },
}

/** The action of a command that looks: zoom, pan, loupe, loop, light, compare; null for any other. */
export function viewCommand(command: Command, state: WorkspaceState): WorkspaceAction | null {
  const action = VIEW[command]
  if (action) return { type: 'view', action }
  switch (command) {
    case 'zoom-actual':
      return { type: 'view', action: { type: 'zoom-to', zoom: state.view.actual[state.player.focus] } }
    case 'compare-view':
      return canCompare(state) ? { type: 'view', action: { type: 'compare' } } : null
    case 'loop':
    case 'loop-from':
    case 'loop-to':
      return { type: 'player', action: { type: command } }
    default:
      return null
  }
}
