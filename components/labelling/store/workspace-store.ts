import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ScreenAnswer, ScreenSeen } from '@/lib/domain/labelling'
import { reduceWorkspace } from './reduce-workspace'
import type { WorkspaceAction } from './workspace-action'
import { createWorkspaceState, type Setup, type WorkspaceState } from './workspace-state'

/** The state of one screen, outside React: changed by the reducer alone. */
export type WorkspaceStore = Pick<StoreApi<WorkspaceState>, 'getState' | 'getInitialState' | 'subscribe'> & {
  dispatch: (action: WorkspaceAction) => void
}

export function createWorkspaceStore(setup: Setup, answer: ScreenAnswer, seen?: ScreenSeen): WorkspaceStore {
  const { setState, ...store } = createStore(() => createWorkspaceState(setup, answer, seen))
  return { ...store, dispatch: (action) => setState((state) => reduceWorkspace(state, action), true) }
}

type Announced = {
  onChange?: ((answer: ScreenAnswer) => void) | undefined
  onSeen?: ((seen: ScreenSeen) => void) | undefined
}

/** Tells the outside of every change of the answer, and of every frame that was not seen before. @returns the way to stop */
export function announceChanges(
  { subscribe, getState }: Pick<WorkspaceStore, 'subscribe' | 'getState'>,
  outside: () => Announced,
): () => void {
  let told = getState()
  return subscribe(() => {
    // Whoever is told may change something: the state of now counts, not the one that this call came with.
    const [now, before] = [getState(), told]
    told = now
    if (now.answer !== before.answer) outside().onChange?.(now.answer)
    if (now.seen !== before.seen) outside().onSeen?.(now.seen)
  })
}
