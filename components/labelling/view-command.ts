import type { Command } from './keymap'
import type { WorkspaceAction, WorkspaceState } from './store'

/** The action of a command that looks: zoom, pan, loupe, loop, light, compare; null for any other. */
export function viewCommand(_command: Command, _state: WorkspaceState): WorkspaceAction | null {
  return null
}
