'use client'

import { createContext, type ReactNode, useContext } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { WorkspaceState, WorkspaceStore } from '.'

const WorkspaceContext = createContext<WorkspaceStore | null>(null)

/** Whether the workspace is the one on screen, rather than the next one mounted behind it. */
export const OnScreen = createContext(true)

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
  return useStore(useWorkspaceStore(), useShallow(select))
}

export function useDispatch(): WorkspaceStore['dispatch'] {
  return useWorkspaceStore().dispatch
}
