'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { DataTable, EmptyState, Paged, Section, Time } from '@/components/ui'
import type { ModelView } from '@/lib/contracts/http/proposals'
import { roleCan } from '@/lib/domain/accounts'
import { RegisterModelDialog, UseBuiltinModel } from './register-model-dialog'
import styles from './runs.module.css'

export function useModels() {
  const { id: projectId } = useProject()
  return useInfiniteQuery(
    orpc.proposals.listModels.infiniteOptions({
      input: (cursor: string | undefined) => ({ projectId, cursor, limit: 50 }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  )
}

/** The model versions of the project. */
export function ModelsSection() {
  const t = useTranslations('proposals')
  const { role, slug } = useProject()
  const isManaging = roleCan(role, 'runs.manage')
  const models = useModels()
  const columns: ColumnDef<ModelView>[] = [
    {
      header: t('model'),
      cell: ({ row: { original } }) => (
        <Link className="nowrap" href={`/p/${slug}/models/${original.id}`}>
          <strong>{original.name}</strong> {original.version}
        </Link>
      ),
    },
    { header: t('models.engine'), accessorKey: 'engine' },
    { header: t('models.location'), cell: ({ row: { original } }) => <code>{original.location}</code> },
    {
      header: t('models.labels'),
      meta: { numeric: true },
      cell: ({ row: { original } }) => <span title={original.labels.join(', ')}>{original.labels.length}</span>,
    },
    {
      header: t('models.sha256'),
      cell: ({ row: { original } }) => <code title={original.sha256}>{original.sha256.slice(0, 12)}</code>,
    },
    { header: t('models.registered'), cell: ({ row: { original } }) => <Time iso={original.createdAt} dayOnly /> },
  ]
  return (
    <Section
      title={t('models.title')}
      note={t('models.note')}
      actions={isManaging ? <RegisterModelDialog /> : undefined}
    >
      <div className={styles.table}>
        <Paged
          query={models}
          errorText={errorText(models.error)}
          empty={
            <EmptyState title={t('models.emptyTitle')} action={isManaging ? <UseBuiltinModel /> : undefined}>
              {t('models.emptyText')}
            </EmptyState>
          }
        >
          {(rows) => <DataTable caption={t('models.title')} rows={rows} columns={columns} rowKey={(row) => row.id} />}
        </Paged>
      </div>
    </Section>
  )
}
