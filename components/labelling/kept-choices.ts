import { useSyncExternalStore } from 'react'
import { createStore } from 'zustand/vanilla'

/** Counts changes: localStorage itself holds the choices, and tells its own tab of none. */
const changes = createStore(() => ({ count: 0 }))

/** A choice kept on this computer, the same in every workspace that is mounted. */
function useKept(key: string): [string | null, (value: string) => void] {
  const value = useSyncExternalStore(
    changes.subscribe,
    () => localStorage.getItem(key),
    () => null,
  )
  function keep(next: string): void {
    localStorage.setItem(key, next)
    changes.setState(({ count }) => ({ count: count + 1 }))
  }
  return [value, keep]
}

/** Below this the clips need the room, CSS pixels. */
const ROOMY_PX = 1100

/** Whether the labels are shown in full. */
export function usePalette(): { collapsed: boolean; toggle: () => void; show: () => void } {
  const [kept, keep] = useKept('fj-palette')
  const tight = 'innerWidth' in globalThis && globalThis.innerWidth < ROOMY_PX
  const collapsed = kept === null ? tight : kept === 'collapsed'
  const choose = (next: boolean) => keep(next ? 'collapsed' : 'full')
  return { collapsed, toggle: () => choose(!collapsed), show: () => choose(false) }
}

/** Whether the guidelines are open, from pair to pair. */
export function useGuidelines(): { open: boolean; toggle: () => void; close: () => void } {
  const [kept, keep] = useKept('fj-guidelines')
  const open = kept === 'open'
  return { open, toggle: () => keep(open ? 'closed' : 'open'), close: () => keep('closed') }
}
