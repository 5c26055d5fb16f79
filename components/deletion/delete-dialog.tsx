'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Button, CheckField, Dialog, FormActions, Stack, useNotify } from '@/components/ui'
import type { DeletionKind } from '@/lib/domain/deletion'
import { WeightList } from './weight-list'

type ToDelete = { kind: DeletionKind; ids: string[] }

/** What to ask the server for; the preview carries its flag as text in the address. */
function useDeletion({ kind, ids }: ToDelete, withClips: boolean, onDone: () => void) {
  const t = useTranslations('deletion')
  const { id: projectId } = useProject()
  const notify = useNotify()
  const queryClient = useQueryClient()
  const preview = useQuery({
    ...orpc.deletion.preview.queryOptions({
      input: { projectId, kind, ids, withClips: withClips ? 'true' : 'false' },
    }),
    // A holder may end while the dialog is open.
    refetchInterval: ({ state }) => (state.data && state.data.holds.length > 0 ? 3_000 : false),
    staleTime: 0,
  })
  const remove = useMutation(
    orpc.deletion.remove.mutationOptions({
      onSuccess: async () => {
        notify(t(`started.${kind}`, { count: ids.length }), 'good')
        onDone()
        await queryClient.invalidateQueries()
      },
      onError: (error: unknown) => {
        notify(errorText(error), 'bad')
        void preview.refetch()
      },
    }),
  )
  return { preview, isRemoving: remove.isPending, remove: () => remove.mutate({ projectId, kind, ids, withClips }) }
}

/** Names what will be deleted, with counts; the button repeats it. */
function DeleteDialog({ kind, ids, onClose, onDeleted }: ToDelete & { onClose: () => void; onDeleted?: () => void }) {
  const t = useTranslations('deletion')
  const common = useTranslations('common')
  const [withClips, setWithClips] = useState(false)
  const { preview, isRemoving, remove } = useDeletion({ kind, ids }, withClips, () => {
    onClose()
    onDeleted?.()
  })
  const isFree = preview.data !== undefined && preview.data.holds.length === 0
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t(`title.${kind}`, { count: ids.length })}
    >
      <Stack>
        {kind === 'import' ? (
          <CheckField
            label={t('withClips')}
            hint={t('withClipsHint')}
            checked={withClips}
            onChange={({ target }) => setWithClips(target.checked)}
          />
        ) : null}
        {preview.isError ? <p role="alert">{errorText(preview.error)}</p> : null}
        {preview.data ? (
          <WeightList preview={preview.data} total={ids.length} />
        ) : preview.isError ? null : (
          <p aria-busy="true">{t('weighing')}</p>
        )}
        <FormActions>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button variant="danger" disabled={!isFree} busy={isRemoving} onClick={remove}>
            {t(`confirm.${kind}`, { count: ids.length })}
          </Button>
        </FormActions>
      </Stack>
    </Dialog>
  )
}

/** Asks before anything is deleted: the dialog lists what is deleted with it and what still needs it. */
export function DeleteButton({
  label,
  size,
  onDeleted,
  ...what
}: ToDelete & { label?: string; size?: 'small' | 'base'; onDeleted?: () => void }) {
  const t = useTranslations('deletion')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="danger" {...(size ? { size } : {})} onClick={() => setOpen(true)}>
        {label ?? t('delete')}
      </Button>
      {open ? <DeleteDialog {...what} onClose={() => setOpen(false)} {...(onDeleted ? { onDeleted } : {})} /> : null}
    </>
  )
}
