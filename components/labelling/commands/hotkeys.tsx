'use client'

import { useContext, useEffect, useRef } from 'react'
import { OnScreen, useWorkspaceStore } from '../store/workspace-context'
import { KeyPresses, type ScreenCommands } from './key-presses'
import { useKeys } from './keys-context'

type HotkeysProps = { screen: ScreenCommands; suspended: boolean }

/** Listens to the keyboard as long as the workspace is on screen; renders nothing. */
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
    const presses = new KeyPresses({
      state: store.getState,
      dispatch: store.dispatch,
      commandOf: (name) => latest.current.commandOf(name),
      screen: () => latest.current.screen,
    })
    const end = new AbortController()
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isElsewhere(event)) return
      if (presses.press(event)) event.preventDefault()
    }
    globalThis.addEventListener('keydown', press, end)
    globalThis.addEventListener('keyup', (event) => presses.release(event), end)
    globalThis.addEventListener('blur', () => presses.releaseAll(), end)
    return () => {
      presses.releaseAll()
      end.abort()
    }
  }, [store, silent])
  return null
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
