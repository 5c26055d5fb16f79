'use client'

import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import type { ColumnDef } from '@tanstack/react-table'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { errorText, orpc, useAfterWrite } from '@/components/query'
import { useProject } from '@/components/shell'
import { Badge, Button, DataTable, Dialog, FormActions, Paged, Section, Time } from '@/components/ui'
import type { ClaimView } from '@/lib/contracts/http/labelling'

/** Few, for the list of tasks comes below; more are fetched when asked for. */
const AT_ONCE = 5

function stateOf({ isLate, isReturned, hasDraft }: ClaimView): 'late' | 'returned' | 'draft' | 'begun' {
  if (isLate) return 'late'
  if (isReturned) return 'returned'
  return hasDraft ? 'draft' : 'begun'
}

function useColumns(onFree: (claim: ClaimView) => void): ColumnDef<ClaimView>[] {
  const t = useTranslations('tasks.claims')
  return [
    { header: t('person'), accessorKey: 'person' },
    { header: t('task'), accessorKey: 'prompt' },
    { header: t('since'), cell: ({ row: { original } }) => <Time iso={original.claimedAt} /> },
    { header: t('lease'), cell: ({ row: { original } }) => <Time iso={original.leaseUntil} /> },
    {
      header: t('state'),
      cell: ({ row: { original } }) => <Badge tone={original.isLate ? 'warn' : 'plain'}>{t(stateOf(original))}</Badge>,
    },
    {
      id: 'actions',
      header: () => <span className="visually-hidden">{t('actions')}</span>,
      meta: { numeric: true },
      cell: ({ row: { original } }) => (
        <Button size="small" aria-label={t('freeOf', { name: original.person })} onClick={() => onFree(original)}>
          {t('free')}
        </Button>
      ),
    },
  ]
}

function FreeDialog({ claim, onClose }: { claim: ClaimView; onClose: () => void }) {
  const t = useTranslations('tasks.claims')
  const common = useTranslations('common')
  const { id: projectId } = useProject()
  const after = useAfterWrite(orpc.labelling.key(), t('freed'))
  const free = useMutation(orpc.labelling.freeClaim.mutationOptions({ ...after, onSettled: onClose }))
  const { assignmentId, person: name } = claim
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t('ask', { name })}
      description={t('text', { name })}
    >
      <FormActions>
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button variant="danger" busy={free.isPending} onClick={() => free.mutate({ projectId, assignmentId })}>
          {t('confirm')}
        </Button>
      </FormActions>
    </Dialog>
  )
}

/** Who has held which task since when, held longest first; an admin frees a task that is held too long. */
export function ClaimsSection() {
  const t = useTranslations('tasks.claims')
  const { id: projectId } = useProject()
  const [freeing, setFreeing] = useState<ClaimView | null>(null)
  const columns = useColumns(setFreeing)
  const claims = useInfiniteQuery({
    ...orpc.labelling.listClaims.infiniteOptions({
      input: (cursor: string | undefined) => ({ projectId, cursor, limit: AT_ONCE }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
    refetchInterval: 10_000,
  })
  return (
    <Section title={t('title')} note={t('note')}>
      <Paged query={claims} errorText={errorText(claims.error)} empty={<p>{t('empty')}</p>}>
        {(rows) => <DataTable caption={t('title')} rows={rows} columns={columns} rowKey={(row) => row.assignmentId} />}
      </Paged>
      {freeing ? <FreeDialog claim={freeing} onClose={() => setFreeing(null)} /> : null}
    </Section>
  )
}
