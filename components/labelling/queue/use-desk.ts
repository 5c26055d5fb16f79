import { useSyncExternalStore } from 'react'
import type { DeskView } from './desk-view'
import type { LabelDesk } from './label-desk'

/** A part of what the desk shows; give only plain values or parts that keep their identity. */
export function useDesk<Part>(desk: LabelDesk, select: (view: DeskView) => Part): Part {
  const snapshot = () => select(desk.get())
  return useSyncExternalStore(desk.subscribe, snapshot, snapshot)
}
