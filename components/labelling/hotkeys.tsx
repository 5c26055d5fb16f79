'use client'

import { useContext, useEffect, useRef } from 'react'
import { OnScreen } from './frames'
import { keyName } from './key-name'
import type { Command } from './keymap'
import { useKeys } from './keys/keys-context'
import { newId } from './new-id'
import type { WorkspaceAction } from './store'
import { workspaceCommand } from './workspace-command'
import { useWorkspaceStore, type WorkspaceStore } from './workspace-context'

/** What only the screen around the workspace can do. Absent ones leave their key alone. */
export type ScreenCommands = Partial<Record<Command, () => void>>

/** What goes on while its key is held; everything else is done once, so that a held Enter never answers the next pair. */
const REPEATED: ReadonlySet<Command> = new Set<Command>([
  'step-back',
  'step-on',
  'step-back-ten',
  'step-on-ten',
  'previous-suspect',
  'next-suspect',
  'nudge-left',
  'nudge-right',
  'nudge-up',
  'nudge-down',
  'grow-left',
  'grow-right',
  'grow-up',
  'grow-down',
  'zoom-in',
  'zoom-out',
  'pan-left',
  'pan-right',
  'pan-up',
  'pan-down',
  'brighter',
  'darker',
  'more-contrast',
  'less-contrast',
  'slower',
  'faster',
  'duplicate-next',
  'undo',
  'redo',
])

type HotkeysProps = { screen: ScreenCommands; suspended: boolean }

/** Maps keys to actions; renders nothing. */
export function Hotkeys({ screen, suspended }: HotkeysProps) {
  const store = useWorkspaceStore()
  const { commandOf } = useKeys()
  const silent = !useContext(OnScreen) || suspended
  const latest = useRef({ screen, commandOf })
  useEffect(() => {
    latest.current = { screen, commandOf }
  })
  useEffect(() => {
    if (silent) return
    /** The physical key of the label that is held: its name changes when Shift comes in. */
    let held: string | null = null

    function press(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing || isElsewhere(event)) return
      const name = keyName(event)
      const command = latest.current.commandOf(name)
      if (command) {
        if (event.repeat && !REPEATED.has(command)) event.preventDefault()
        else if (runCommand(command, name, store, latest.current.screen)) event.preventDefault()
        return
      }
      const action = event.code === held ? null : labelAction(name, store)
      if (action && !event.repeat) {
        held = action.type === 'label' ? event.code : held
        store.dispatch(action)
      }
      if (action || event.code === held) event.preventDefault()
    }
    function release(event: Pick<KeyboardEvent, 'code'>): void {
      if (held === null || event.code !== held) return
      letGo()
    }
    /** A window that loses the keyboard never hears of the key going up. */
    function letGo(): void {
      held = null
      if (store.get().painting) store.dispatch({ type: 'release' })
    }
    globalThis.addEventListener('keydown', press)
    globalThis.addEventListener('keyup', release)
    globalThis.addEventListener('blur', letGo)
    return () => {
      letGo()
      globalThis.removeEventListener('keydown', press)
      globalThis.removeEventListener('keyup', release)
      globalThis.removeEventListener('blur', letGo)
    }
  }, [store, silent])
  return null
}

/** @returns whether the command meant something here */
function runCommand(command: Command, name: string, store: WorkspaceStore, screen: ScreenCommands): boolean {
  const own = screen[command]
  const action = own ? null : workspaceCommand(command, name, store.get())
  if (own) own()
  else if (action) store.dispatch(action)
  return Boolean(own ?? action)
}

function labelAction(name: string, store: WorkspaceStore): WorkspaceAction | null {
  const relabel = name.startsWith('shift+')
  const hotkey = relabel ? name.slice('shift+'.length) : name
  const label = store.get().labels.find((candidate) => candidate.hotkey === hotkey)
  if (!label) return null
  return relabel
    ? { type: 'relabel', labelKey: label.key, id: newId() }
    : { type: 'label', labelKey: label.key, id: newId(), held: true }
}

const CONTROLS = 'button, a, select, summary, [role="button"], [role="menuitem"], [role="slider"]'

/** Whether the key belongs to what has the focus: a text field, a dialog, a focused button's own Enter and Space. */
function isElsewhere(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null
  if (!target || target === document.body) return false
  if (target.closest('input, textarea, [contenteditable="true"], [role="dialog"], [role="menu"]')) return true
  const onControl = target.closest(CONTROLS) !== null
  return onControl && ['Enter', ' ', 'Tab'].includes(event.key)
}
