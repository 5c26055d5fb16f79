import { useKept } from '../use-kept'

/** Whether the guidelines are open; remembered on this computer, from pair to pair. */
export function useDrawer(): { open: boolean; toggle: () => void; close: () => void } {
  const [kept, keep] = useKept('fj-guidelines')
  const open = kept === 'open'
  return { open, toggle: () => keep(open ? 'closed' : 'open'), close: () => keep('closed') }
}
