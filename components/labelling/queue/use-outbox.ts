import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { client, orpc } from '@/components/query'
import type { SubmitAnnotation } from '@/lib/contracts/http/labelling'
import { createOutbox, type Outbox } from '../save/outbox'

type OutboxView = {
  add: (submission: SubmitAnnotation) => void
  /** Assignments whose answer is still on its way. */
  open: () => string[]
  waiting: number
  refused: string | null
  closeRefused: () => void
}

/** The answers of this person that are on their way to the server. */
export function useOutbox(userId: string, projectId: string): OutboxView {
  const queries = useQueryClient()
  const [waiting, setWaiting] = useState(0)
  const [refused, setRefused] = useState<string | null>(null)
  const outbox = useRef<Outbox | null>(null)

  useEffect(() => {
    const status = orpc.labelling.queueStatus.queryKey({ input: { projectId } })
    const created = createOutbox({
      userId,
      storage: localStorage,
      send: (submission) => client.labelling.submit(submission),
      now: () => Date.now(),
      onChange: setWaiting,
      onSent: () => void queries.invalidateQueries({ queryKey: status }),
      onRefused: (_submission, { message }) => setRefused(message),
    })
    outbox.current = created
    setWaiting(created.waiting().length)
    const online = () => created.retry()
    globalThis.addEventListener('online', online)
    return () => {
      created.stop()
      globalThis.removeEventListener('online', online)
    }
  }, [userId, projectId, queries])

  return {
    add: (submission) => outbox.current?.add(submission),
    open: () => outbox.current?.waiting() ?? [],
    waiting,
    refused,
    closeRefused: () => setRefused(null),
  }
}
