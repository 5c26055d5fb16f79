export type ExternalStore<State, Action> = {
  get: () => State
  dispatch: (action: Action) => void
  subscribe: (listener: () => void) => () => void
}

/** State outside React: changed only by a pure reducer, listened to by whoever needs it. */
export function createExternalStore<State, Action>(
  initial: State,
  reduce: (state: State, action: Action) => State,
): ExternalStore<State, Action> {
  let state = initial
  const listeners = new Set<() => void>()
  return {
    get: () => state,
    dispatch(action) {
      const next = reduce(state, action)
      if (next === state) return
      state = next
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
