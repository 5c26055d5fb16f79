'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Button, Dialog, Form, FormActions, TextField, useNotify } from '@/components/ui'
import { BuildPairs } from '@/lib/contracts/http/media'

function BuildPairsForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations('media')
  const common = useTranslations('common')
  const { id: projectId, settings } = useProject()
  const notify = useNotify()
  const queryClient = useQueryClient()
  const [stepMs, setStepMs] = useState(String(settings.framePairEveryMs))
  const [problem, setProblem] = useState<string>()
  const build = useMutation(
    orpc.media.buildPairs.mutationOptions({
      onSuccess: async ({ framePairs, videoPairs }) => {
        await queryClient.invalidateQueries({ queryKey: orpc.accounts.projectOverview.key() })
        const added = framePairs + videoPairs > 0
        notify(added ? t('pairs.done', { frame: framePairs, video: videoPairs }) : t('pairs.none'), 'good')
        onDone()
      },
      onError: (error) => setProblem(errorText(error)),
    }),
  )
  function submit(event: FormEvent) {
    event.preventDefault()
    const parsed = BuildPairs.safeParse({ projectId, everyMs: Number(stepMs) })
    setProblem(parsed.success ? undefined : t('pairs.stepError'))
    if (parsed.success) build.mutate(parsed.data)
  }
  return (
    <Form onSubmit={submit}>
      <TextField
        label={t('pairs.step')}
        hint={t('pairs.stepHint', { ms: settings.framePairEveryMs })}
        error={problem}
        inputMode="numeric"
        value={stepMs}
        onChange={(event) => setStepMs(event.target.value)}
      />
      <FormActions>
        <Button onClick={onDone}>{common('cancel')}</Button>
        <Button type="submit" variant="primary" busy={build.isPending}>
          {t('pairs.build')}
        </Button>
      </FormActions>
    </Form>
  )
}

export function BuildPairsDialog() {
  const t = useTranslations('media')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('pairs.build')}</Button>
      <Dialog open={open} onOpenChange={setOpen} title={t('pairs.title')} description={t('pairs.text')}>
        <BuildPairsForm onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}
