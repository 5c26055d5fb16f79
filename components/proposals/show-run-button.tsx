'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Button, useNotify } from '@/components/ui'
import type { RunView } from '@/lib/contracts/http/proposals'

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
