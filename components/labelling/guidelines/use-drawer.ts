import { useEffect, useState } from 'react'

const KEY = 'fj-guidelines'

/** Whether the guidelines are open; remembered on this computer from pair to pair. */
export function useDrawer(): { open: boolean; toggle: () => void; close: () => void } {
  const [open, setOpen] = useState(false)
  useEffect(() => setOpen(localStorage.getItem(KEY) === 'open'), [])
  function choose(next: boolean): void {
    setOpen(next)
    localStorage.setItem(KEY, next ? 'open' : 'closed')
  }
  return { open, toggle: () => choose(!open), close: () => choose(false) }
}
