'use client'

import { useEffect, useRef } from 'react'
import { type Command, commandOf, keyName } from './keymap'
import { newId } from './new-id'
import type { WorkspaceAction } from './store'
import { workspaceCommand } from './workspace-command'
import { useWorkspaceStore, type WorkspaceStore } from './workspace-context'

/** What only the screen around the workspace can do. Absent ones leave their key alone. */
export type ScreenCommands = Partial<Record<Command, () => void>>

type HotkeysProps = { screen: ScreenCommands; suspended: boolean }

/** Maps keys to actions; renders nothing. */
export function Hotkeys({ screen, suspended }: HotkeysProps) {
  const store = useWorkspaceStore()
  const latest = useRef(screen)
  useEffect(() => {
    latest.current = screen
  })
  useEffect(() => {
    if (suspended) return
    function press(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing || isElsewhere(event)) return
      const name = keyName(event)
      if (runKey(name, store, latest.current)) event.preventDefault()
    }
    globalThis.addEventListener('keydown', press)
    return () => globalThis.removeEventListener('keydown', press)
  }, [store, suspended])
  return null
}

/** @returns whether the key meant something here */
function runKey(name: string, store: WorkspaceStore, screen: ScreenCommands): boolean {
  const command = commandOf(name)
  if (command) {
    const own = screen[command]
    const action = own ? null : workspaceCommand(command, name, store.get())
    if (own) own()
    else if (action) store.dispatch(action)
    return Boolean(own ?? action)
  }
  const action = labelAction(name, store)
  if (action) store.dispatch(action)
  return action !== null
}

function labelAction(name: string, store: WorkspaceStore): WorkspaceAction | null {
  const relabel = name.startsWith('shift+')
  const hotkey = relabel ? name.slice('shift+'.length) : name
  const label = store.get().labels.find((candidate) => candidate.hotkey === hotkey)
  if (!label) return null
  return relabel ? { type: 'relabel', labelKey: label.key } : { type: 'label', labelKey: label.key, id: newId() }
}

const CONTROLS = 'button, a, select, summary, [role="button"], [role="menuitem"]'

/** Whether the key belongs to what has the focus: a text field, a dialog, a focused button's own Enter and Space. */
function isElsewhere(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null
  if (!target || target === document.body) return false
  if (target.closest('input, textarea, [contenteditable="true"], [role="dialog"], [role="menu"]')) return true
  const onControl = target.closest(CONTROLS) !== null
  return onControl && ['Enter', ' ', 'Tab'].includes(event.key)
}
