import { useSyncExternalStore } from 'react'
import type { FrameSource } from './source'

/** Something a source says, read again whenever a frame arrives or fails. */
export function useSource<Part>(source: FrameSource, read: () => Part): Part {
  return useSyncExternalStore(source.changes.subscribe, read, read)
}
