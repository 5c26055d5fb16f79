'use client'

import { createContext, type ReactNode, useContext, useRef, useSyncExternalStore } from 'react'
import type { ExternalStore } from '@/components/player'
import type { WorkspaceAction, WorkspaceState } from './store'

export type WorkspaceStore = ExternalStore<WorkspaceState, WorkspaceAction>

const WorkspaceContext = createContext<WorkspaceStore | null>(null)

export function WorkspaceProvider({ store, children }: { store: WorkspaceStore; children: ReactNode }) {
  return <WorkspaceContext.Provider value={store}>{children}</WorkspaceContext.Provider>
}

export function useWorkspaceStore(): WorkspaceStore {
  const store = useContext(WorkspaceContext)
  if (!store) throw new Error('This view must stand inside <PairWorkspace>.')
  return store
}

/** A part of the screen's state; renders again only when that part changes, compared one level deep. */
export function useWorkspace<Part>(select: (state: WorkspaceState) => Part): Part {
  const store = useWorkspaceStore()
  const last = useRef<{ part: Part } | null>(null)
  function snapshot(): Part {
    const part = select(store.get())
    if (last.current && same(last.current.part, part)) return last.current.part
    last.current = { part }
    return part
  }
  return useSyncExternalStore(store.subscribe, snapshot, snapshot)
}

export function useDispatch(): WorkspaceStore['dispatch'] {
  return useWorkspaceStore().dispatch
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const before = Object.entries(a)
  const after = new Map(Object.entries(b))
  return (
    Array.isArray(a) === Array.isArray(b) &&
    before.length === after.size &&
    before.every(([key, value]) => after.has(key) && Object.is(value, after.get(key)))
  )
}
