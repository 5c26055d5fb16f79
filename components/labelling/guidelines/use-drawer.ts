import { useKept } from '../use-kept'

const KEY = 'fj-guidelines'

/** Whether the guidelines are open; remembered on this computer from pair to pair. */
export function useDrawer(): { open: boolean; toggle: () => void; close: () => void } {
  const [kept, keep] = useKept(KEY)
  const open = kept === 'open'
  const choose = (next: boolean) => keep(next ? 'open' : 'closed')
  return { open, toggle: () => choose(!open), close: () => choose(false) }
}
