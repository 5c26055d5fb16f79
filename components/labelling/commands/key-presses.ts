import { newId, type WorkspaceAction, type WorkspaceState } from '../store'
import type { Command, CommandId, ScreenCommandId } from './commands'
import { type KeyPress, keyName } from './key-name'

/** What only the screen around the workspace can do. Absent ones leave their key alone. */
export type ScreenCommands = Partial<Record<ScreenCommandId, () => void>>

type Host = {
  state: () => WorkspaceState
  dispatch: (action: WorkspaceAction) => void
  commandOf: (name: string) => Command | null
  screen: () => ScreenCommands
}

/** What the keyboard means on this screen: commands by their keys, labels by theirs, and a label that is held. */
export class KeyPresses {
  readonly #host: Host
  /** The physical key of the label that is held: its name changes when Shift comes in. */
  #held: string | null = null

  constructor(host: Host) {
    this.#host = host
  }

  /** @returns whether the key is taken, so that the browser has no use for it any more */
  press(event: KeyPress & { repeat: boolean }): boolean {
    const name = keyName(event)
    const command = this.#host.commandOf(name)
    if (command) return (event.repeat && !command.repeats) || this.#run(command, name)
    const action = event.code === this.#held ? null : labelAction(name, this.#host.state())
    if (action && !event.repeat) {
      if (action.type === 'label') this.#held = event.code
      this.#host.dispatch(action)
    }
    return action !== null || event.code === this.#held
  }

  release({ code }: Pick<KeyPress, 'code'>): void {
    if (this.#held !== null && code === this.#held) this.releaseAll()
  }

  /** A window that loses the keyboard never hears of the key going up. */
  releaseAll(): void {
    this.#held = null
    if (this.#host.state().painting) this.#host.dispatch({ type: 'release' })
  }

  /** @returns whether the command meant something here */
  #run(command: Command, name: string): boolean {
    const { state, dispatch, screen } = this.#host
    if (!command.run) {
      const around: Partial<Record<CommandId, () => void>> = screen()
      around[command.id]?.()
      return around[command.id] !== undefined
    }
    const action = command.run(state(), { far: name.includes('shift+') })
    if (action) dispatch(action)
    return action !== null
  }
}

function labelAction(name: string, { labels }: WorkspaceState): Extract<WorkspaceAction, { labelKey: string }> | null {
  const relabel = name.startsWith('shift+')
  const hotkey = relabel ? name.slice('shift+'.length) : name
  const label = labels.find((candidate) => candidate.hotkey === hotkey)
  if (!label) return null
  return relabel
    ? { type: 'relabel', labelKey: label.key, id: newId() }
    : { type: 'label', labelKey: label.key, id: newId(), held: true }
}
