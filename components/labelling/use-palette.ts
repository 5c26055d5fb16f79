import { useKept } from './use-kept'

/** Below this the clips need the room, CSS pixels. */
const ROOMY_PX = 1100

/** Whether the labels are shown in full; the choice is kept on this computer. */
export function usePalette(): { collapsed: boolean; toggle: () => void; show: () => void } {
  const [kept, keep] = useKept('fj-palette')
  const tight = 'innerWidth' in globalThis && globalThis.innerWidth < ROOMY_PX
  const collapsed = kept === null ? tight : kept === 'collapsed'
  const choose = (next: boolean) => keep(next ? 'collapsed' : 'full')
  return { collapsed, toggle: () => choose(!collapsed), show: () => choose(false) }
}
