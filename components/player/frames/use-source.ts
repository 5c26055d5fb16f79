import { useEffect, useSyncExternalStore } from 'react'
import type { FrameSource } from './source'

/** Something a source says, read again whenever a frame arrives or fails. */
export function useSource<Part>(source: FrameSource, read: () => Part): Part {
  return useSyncExternalStore(source.changes.subscribe, read, read)
}

/**
 * The source to paint from: where the clip is stepped through in a reduced copy, its own pixels while they are wanted.
 * @param index the frame that should be on screen
 * Source: docs/spec/player.md [PL11]
 */
export function usePixels(source: FrameSource, index: number, wanted: boolean): FrameSource {
  const exact = wanted ? source.exact : null
  useEffect(() => (exact ? () => exact.rest() : undefined), [exact])
  useEffect(() => exact?.seek(index), [exact, index])
  return exact ?? source
}
