import { useEffect, useRef } from 'react'
import type { ScreenAnswer, ScreenSeen } from '@/lib/domain/labelling'
import type { WorkspaceStore } from './workspace-context'

/** Tells the outside of every change of the answer and of what was seen, and hands it the store once. */
export function useAnnounced(
  store: WorkspaceStore,
  props: {
    onChange?: (answer: ScreenAnswer) => void
    onSeen?: (seen: ScreenSeen) => void
    onStore?: (store: WorkspaceStore) => void
  },
): void {
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  useEffect(() => {
    latest.current.onStore?.(store)
    let last = store.get()
    return store.subscribe(() => {
      const before = last
      last = store.get()
      if (last.answer !== before.answer) latest.current.onChange?.(last.answer)
      if (last.seen !== before.seen) latest.current.onSeen?.(last.seen)
    })
  }, [store])
}
