'use client'

import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import type { ColumnDef } from '@tanstack/react-table'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { errorText, orpc, useAfterWrite } from '@/components/query'
import { Badge, Button, DataTable, Paged, Section, Time } from '@/components/ui'
import type { ArchivedProject } from '@/lib/contracts/http/deletion'
import styles from './deletion.module.css'
import { TypedDeleteDialog } from './typed-delete-dialog'

function DeleteProject({ project, onClose }: { project: ArchivedProject; onClose: () => void }) {
  const t = useTranslations('deletion')
  const { data, error } = useQuery(orpc.deletion.previewProject.queryOptions({ input: { projectId: project.id } }))
  const after = useAfterWrite(orpc.deletion.listArchived.key(), t('archived.deleted', { name: project.name }))
  const remove = useMutation(
    orpc.deletion.deleteProject.mutationOptions({
      ...after,
      onSuccess: async () => {
        onClose()
        await after.onSuccess()
      },
    }),
  )
  return (
    <TypedDeleteDialog
      title={t('archived.ask', { name: project.name })}
      text={t('archived.text')}
      word={project.slug}
      label={t('archived.slug')}
      confirm={t('archived.confirm')}
      preview={{ data, error }}
      busy={remove.isPending}
      onClose={onClose}
      onDelete={(slug) => remove.mutate({ projectId: project.id, slug })}
    />
  )
}

function useColumns(onDelete: (project: ArchivedProject) => void): ColumnDef<ArchivedProject>[] {
  const t = useTranslations('deletion')
  const unarchive = useMutation(
    orpc.deletion.unarchiveProject.mutationOptions(useAfterWrite([], t('archived.unarchived'))),
  )
  return [
    {
      header: t('archived.name'),
      cell: ({ row: { original } }) => (
        <div className={styles.project}>
          <strong>{original.name}</strong>
          <code>{original.slug}</code>
        </div>
      ),
    },
    { header: t('archived.at'), cell: ({ row: { original } }) => <Time iso={original.archivedAt} dayOnly /> },
    {
      id: 'actions',
      header: () => <span className="visually-hidden">{t('archived.actions')}</span>,
      cell: ({ row: { original } }) =>
        original.deleting ? (
          <Badge tone="warn">{t('deleting')}</Badge>
        ) : (
          <div className={styles.row}>
            <Button
              size="small"
              disabled={unarchive.isPending}
              aria-label={t('archived.unarchiveOf', { name: original.name })}
              onClick={() => unarchive.mutate({ projectId: original.id })}
            >
              {t('archived.unarchive')}
            </Button>
            <Button
              size="small"
              variant="danger"
              aria-label={t('archived.deleteOf', { name: original.name })}
              onClick={() => onDelete(original)}
            >
              {t('delete')}
            </Button>
          </div>
        ),
    },
  ]
}

/** Archived projects, for those who may restore or delete them; nothing for everyone else. */
export function ArchivedProjects() {
  const t = useTranslations('deletion')
  const [deleting, setDeleting] = useState<ArchivedProject | null>(null)
  const columns = useColumns(setDeleting)
  const archived = useInfiniteQuery({
    ...orpc.deletion.listArchived.infiniteOptions({
      input: (cursor: string | undefined) => ({ cursor, limit: 20 }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some((project) => project.deleting)) ? 1_500 : false,
  })
  if (!archived.data?.pages[0]?.items.length) return null
  return (
    <Section title={t('archived.title')} note={t('archived.note')}>
      <Paged query={archived} errorText={errorText(archived.error)} empty={null}>
        {(rows) => <DataTable caption={t('archived.title')} rows={rows} columns={columns} rowKey={(row) => row.id} />}
      </Paged>
      {deleting ? <DeleteProject project={deleting} onClose={() => setDeleting(null)} /> : null}
    </Section>
  )
}
