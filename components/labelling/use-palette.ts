import { useEffect, useState } from 'react'

const KEY = 'fj-palette'
/** Below this the clips need the room, CSS pixels. */
const ROOMY_PX = 1100

/** Whether the labels are shown in full; the choice is kept on this computer. */
export function usePalette(): { collapsed: boolean; toggle: () => void; show: () => void } {
  const [collapsed, setCollapsed] = useState(false)
  useEffect(() => {
    const kept = localStorage.getItem(KEY)
    setCollapsed(kept === null ? globalThis.innerWidth < ROOMY_PX : kept === 'collapsed')
  }, [])
  function choose(next: boolean): void {
    setCollapsed(next)
    localStorage.setItem(KEY, next ? 'collapsed' : 'full')
  }
  return { collapsed, toggle: () => choose(!collapsed), show: () => choose(false) }
}
