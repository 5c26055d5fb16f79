import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { newId } from '@/components/labelling'
import { errorReason, errorText, orpc } from '@/components/query'
import { useNotify } from '@/components/ui'
import type { ScreenAnswer } from '@/lib/domain/labelling'
import type { AnnotationDetail } from './use-shown-id'

export type Verdict =
  | { verdict: 'accept' }
  | { verdict: 'correct'; answer: ScreenAnswer }
  | { verdict: 'return'; comment: string }

/** Someone else was faster, or a newer answer replaces it. */
const CONFLICTS = new Set(['already-reviewed', 'not-current'])

/** Sends a verdict on one annotation; `conflict` gives the reason when it came too late. */
export function useVerdict(projectId: string, annotation: AnnotationDetail, onDone: (said: string) => void) {
  const t = useTranslations('review')
  const notify = useNotify()
  const queryClient = useQueryClient()
  // One id for each verdict that is tried: when the reply got lost, trying again changes nothing.
  const operationIds = useRef(new Map<Verdict['verdict'], string>())
  const [conflict, setConflict] = useState<string | null>(null)
  const review = useMutation(orpc.labelling.review.mutationOptions())

  function refresh(): void {
    queryClient.invalidateQueries({ queryKey: orpc.labelling.key() })
    queryClient.invalidateQueries({ queryKey: orpc.accounts.projectOverview.key() })
    queryClient.invalidateQueries({ queryKey: orpc.agreement.key() })
  }

  async function send(given: Verdict): Promise<void> {
    const operationId = operationIds.current.get(given.verdict) ?? newId()
    operationIds.current.set(given.verdict, operationId)
    const answer = given.verdict === 'correct' ? given.answer : null
    const comment = given.verdict === 'return' ? given.comment : ''
    const input = { projectId, annotationId: annotation.id, operationId, verdict: given.verdict, comment, answer }
    try {
      await review.mutateAsync(input)
      onDone(t(`done.${given.verdict}`, { author: annotation.author }))
      refresh()
    } catch (error) {
      if (CONFLICTS.has(errorReason(error) ?? '')) {
        setConflict(errorText(error))
        refresh()
      } else notify(errorText(error), 'bad')
    }
  }
  return { send, busy: review.isPending, conflict }
}
