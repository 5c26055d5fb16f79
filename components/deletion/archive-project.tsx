'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Button, Card, Dialog, FormActions, useNotify } from '@/components/ui'

/** The first of two steps towards deleting a project; it can be taken back. */
export function ArchiveProject() {
  const t = useTranslations('deletion')
  const common = useTranslations('common')
  const { id: projectId, name } = useProject()
  const router = useRouter()
  const notify = useNotify()
  const queryClient = useQueryClient()
  const [asking, setAsking] = useState(false)
  const archive = useMutation(
    orpc.deletion.archiveProject.mutationOptions({
      onSuccess: async () => {
        notify(t('archive.done', { name }), 'good')
        router.push('/')
        await queryClient.invalidateQueries({ queryKey: orpc.accounts.me.key() })
        await queryClient.invalidateQueries({ queryKey: orpc.deletion.key() })
      },
      onError: (error: unknown) => notify(errorText(error), 'bad'),
    }),
  )
  return (
    <Card title={t('archive.title')} note={t('archive.note')}>
      <div>
        <Button variant="danger" onClick={() => setAsking(true)}>
          {t('archive.action')}
        </Button>
      </div>
      <Dialog open={asking} onOpenChange={setAsking} title={t('archive.ask', { name })} description={t('archive.text')}>
        <FormActions>
          <Button onClick={() => setAsking(false)}>{common('cancel')}</Button>
          <Button variant="danger" busy={archive.isPending} onClick={() => archive.mutate({ projectId })}>
            {t('archive.confirm')}
          </Button>
        </FormActions>
      </Dialog>
    </Card>
  )
}
