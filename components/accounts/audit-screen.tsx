'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import type { ColumnDef } from '@tanstack/react-table'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { DataTable, EmptyState, Page, Paged, PageHeader, SelectField, Time } from '@/components/ui'
import type { AuditView } from '@/lib/contracts/http/accounts'
import { AuditEntity } from '@/lib/domain/accounts'
import styles from './audit.module.css'
import { differenceText } from './difference-text'

function Difference({ value }: { value: unknown }) {
  const t = useTranslations('accounts')
  if (value === null || value === undefined) return null
  const text = differenceText(value)
  if (text !== null) return text
  return (
    <details className={styles.details}>
      <summary>{t('audit.details')}</summary>
      <pre className={styles.code}>{JSON.stringify(value, null, 2)}</pre>
    </details>
  )
}

export function AuditScreen() {
  const t = useTranslations('accounts')
  const { id: projectId } = useProject()
  const [about, setAbout] = useState<AuditEntity | ''>('')
  const events = useInfiniteQuery(
    orpc.accounts.listAudit.infiniteOptions({
      input: (cursor: string | undefined) => ({ projectId, cursor, ...(about ? { entityType: about } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  )
  const empty = about ? <p>{t('audit.noneAbout')}</p> : <EmptyState title={t('audit.empty')} />
  const columns: ColumnDef<AuditView>[] = [
    { header: t('audit.at'), cell: ({ row: { original } }) => <Time iso={original.at} /> },
    { header: t('audit.actor'), cell: ({ row: { original } }) => <span className="nowrap">{original.actor}</span> },
    {
      header: t('audit.verb'),
      cell: ({ row: { original } }) => <code className={`${styles.code} nowrap`}>{original.verb}</code>,
    },
    {
      header: t('audit.entity'),
      cell: ({ row: { original } }) => (
        <span className={styles.entity}>
          {original.entityType} <code className={styles.code}>{original.entityId.slice(-8)}</code>
        </span>
      ),
    },
    { header: t('audit.difference'), cell: ({ row: { original } }) => <Difference value={original.difference} /> },
  ]
  return (
    <Page>
      <PageHeader title={t('audit.title')} note={t('audit.note')} />
      <div className={styles.filter}>
        <SelectField
          label={t('audit.about')}
          value={about}
          onChange={({ target }) => setAbout(AuditEntity.options.find((known) => known === target.value) ?? '')}
        >
          <option value="">{t('audit.aboutAll')}</option>
          {AuditEntity.options.map((each) => (
            <option key={each} value={each}>
              {t(`audit.entities.${each}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <Paged query={events} errorText={errorText(events.error)} empty={empty}>
        {(rows) => <DataTable caption={t('audit.title')} rows={rows} columns={columns} rowKey={(row) => row.id} />}
      </Paged>
    </Page>
  )
}
