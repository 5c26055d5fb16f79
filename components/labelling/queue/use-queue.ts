import { useCallback, useEffect, useRef, useState } from 'react'
import { client, errorText } from '@/components/query'
import type { AssignmentView } from '@/lib/contracts/http/labelling'
import { type Prepared, prepareNext } from './prepare-next'

export type QueueState =
  | { phase: 'loading' | 'empty' }
  | { phase: 'error'; message: string }
  | { phase: 'ready'; assignment: AssignmentView }

type Queue = {
  state: QueueState
  /** Takes the next pair: the prepared one at once, else a claimed one. */
  advance: () => void
  /** Whether a next pair waits prepared. */
  prepared: boolean
}

/** An empty queue is looked at again after this, ms. */
const LOOK_AGAIN_MS = 30_000

/**
 * One pair on screen and the next one claimed and decoding behind it.
 * @param open assignments that must not be handed out again: answers still on their way
 */
export function useQueue(projectId: string, open: () => string[]): Queue {
  const [state, setState] = useState<QueueState>({ phase: 'loading' })
  const [prepared, setPrepared] = useState(false)
  const next = useRef<Prepared | null>(null)
  const latestOpen = useRef(open)
  useEffect(() => {
    latestOpen.current = open
  })

  const claim = useCallback(
    async (exclude: string[]) => {
      const { assignment } = await client.labelling.claimNext({
        projectId,
        exclude: [...new Set([...latestOpen.current(), ...exclude])].slice(-10),
      })
      return assignment
    },
    [projectId],
  )

  const fetchCurrent = useCallback(async () => {
    setState({ phase: 'loading' })
    try {
      const assignment = await claim([])
      setState(assignment ? { phase: 'ready', assignment } : { phase: 'empty' })
    } catch (error) {
      setState({ phase: 'error', message: errorText(error) })
    }
  }, [claim])

  const started = useRef(false)
  useEffect(() => {
    // Strict mode mounts twice; a claim is not to be repeated for it.
    if (started.current) return
    started.current = true
    void fetchCurrent()
  }, [fetchCurrent])

  useEffect(() => {
    if (state.phase !== 'empty') return
    const timer = setTimeout(() => void fetchCurrent(), LOOK_AGAIN_MS)
    return () => clearTimeout(timer)
  }, [state, fetchCurrent])

  const current = state.phase === 'ready' ? state.assignment.id : null
  useEffect(() => {
    if (current === null || next.current) return
    let left = false
    claim([current])
      .then((assignment) => {
        if (!assignment) return
        const ready = prepareNext(assignment, () => {
          next.current = null
          setPrepared(false)
        })
        if (left) return ready.giveBack()
        next.current = ready
        setPrepared(true)
      })
      // The next pair is then claimed when it is needed, and the failure shown there.
      .catch(() => undefined)
    return () => {
      left = true
    }
  }, [current, claim])

  useEffect(() => () => next.current?.giveBack(), [])

  const advance = useCallback(() => {
    const ready = next.current
    next.current = null
    setPrepared(false)
    if (!ready) return void fetchCurrent()
    setState({ phase: 'ready', assignment: ready.assignment })
    ready.take()
  }, [fetchCurrent])

  return { state, advance, prepared }
}
