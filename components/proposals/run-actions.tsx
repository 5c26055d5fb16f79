'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Button, Dialog, FormActions, useNotify } from '@/components/ui'
import type { RunView } from '@/lib/contracts/http/proposals'
import { isLive } from './run-badge'

/** Cancel while it works; retry what is not done when it has ended. */
export function RunActions({ run }: { run: RunView }) {
  const t = useTranslations('proposals')
  const { id: projectId } = useProject()
  const notify = useNotify()
  const queryClient = useQueryClient()
  const [asking, setAsking] = useState(false)
  const input = { projectId, runId: run.id }
  function after(text: string) {
    return {
      onSuccess: async () => {
        setAsking(false)
        notify(text, 'good')
        await queryClient.invalidateQueries({ queryKey: orpc.proposals.key() })
      },
      onError: (error: unknown) => notify(errorText(error), 'bad'),
    }
  }
  const cancel = useMutation(orpc.proposals.cancelRun.mutationOptions(after(t('run.cancelled'))))
  const retry = useMutation(orpc.proposals.retryRun.mutationOptions(after(t('run.retried'))))
  const unfinished = run.videos.total - run.videos.done
  if (isLive(run.state)) {
    return (
      <>
        <Button variant="danger" onClick={() => setAsking(true)}>
          {t('run.cancel')}
        </Button>
        <Dialog open={asking} onOpenChange={setAsking} title={t('run.cancelTitle')} description={t('run.cancelText')}>
          <FormActions>
            <Button onClick={() => setAsking(false)}>{t('run.keep')}</Button>
            <Button variant="danger" busy={cancel.isPending} onClick={() => cancel.mutate(input)}>
              {t('run.cancel')}
            </Button>
          </FormActions>
        </Dialog>
      </>
    )
  }
  if (unfinished === 0) return null
  return (
    <Button busy={retry.isPending} onClick={() => retry.mutate(input)}>
      {t('run.retry', { count: unfinished })}
    </Button>
  )
}

/** Makes a trial visible to annotators, and back. */
export function ShowRunButton({ run }: { run: RunView }) {
  const t = useTranslations('proposals')
  const { id: projectId } = useProject()
  const notify = useNotify()
  const queryClient = useQueryClient()
  const show = useMutation(
    orpc.proposals.showRun.mutationOptions({
      onSuccess: async ({ shown }) => {
        notify(t(shown ? 'run.nowShown' : 'run.nowHidden'), 'good')
        await queryClient.invalidateQueries({ queryKey: orpc.proposals.key() })
      },
      onError: (error: unknown) => notify(errorText(error), 'bad'),
    }),
  )
  return (
    <Button busy={show.isPending} onClick={() => show.mutate({ projectId, runId: run.id, shown: !run.shown })}>
      {t(run.shown ? 'run.hide' : 'run.show')}
    </Button>
  )
}
