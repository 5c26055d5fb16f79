'use client'

import { useMutation } from '@tanstack/react-query'
import type { ColumnDef } from '@tanstack/react-table'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { orpc, useAfterWrite } from '@/components/query'
import { Badge, Button, DataTable, Dialog, Time } from '@/components/ui'
import type { PersonTokenView, TokenView } from '@/lib/contracts/http/tokens'
import styles from './people.module.css'

type Row = TokenView & Partial<Pick<PersonTokenView, 'person'>>

const TONES = { active: 'good', expired: 'warn', revoked: 'plain' } as const

function Person({ person }: Partial<Pick<PersonTokenView, 'person'>>) {
  if (!person) return null
  return (
    <div className={styles.person}>
      <strong>{person.name}</strong>
      <span>{person.email}</span>
    </div>
  )
}

function Token({ row: { name, prefix } }: { row: Row }) {
  return (
    <div className={styles.person}>
      <strong>{name}</strong>
      <span>
        <code>{prefix}…</code>
      </span>
    </div>
  )
}

function LastUse({ row: { lastUsedAt, lastUsedAddress } }: { row: Row }) {
  const t = useTranslations('tokens')
  if (!lastUsedAt) return t('never')
  return (
    <div className={styles.person}>
      <Time iso={lastUsedAt} />
      {lastUsedAddress ? <span>{t('from', { address: lastUsedAddress })}</span> : null}
    </div>
  )
}

function useColumns(onRevoke: (row: Row) => void, withPerson: boolean): ColumnDef<Row>[] {
  const t = useTranslations('tokens')
  const accounts = useTranslations('accounts')
  const person: ColumnDef<Row> = {
    header: t('person'),
    cell: ({ row: { original } }) => <Person person={original.person} />,
  }
  return [
    ...(withPerson ? [person] : []),
    { header: t('name'), cell: ({ row: { original } }) => <Token row={original} /> },
    {
      header: t('scopes'),
      cell: ({ row: { original } }) => original.scopes.map((scope) => t(`scope.${scope}`)).join(', '),
    },
    {
      header: accounts('people.state'),
      cell: ({ row: { original } }) => <Badge tone={TONES[original.state]}>{t(`state.${original.state}`)}</Badge>,
    },
    { header: t('expires'), cell: ({ row: { original } }) => <Time iso={original.expiresAt} dayOnly /> },
    { header: t('lastUsed'), cell: ({ row: { original } }) => <LastUse row={original} /> },
    {
      id: 'actions',
      header: () => <span className="visually-hidden">{accounts('actions')}</span>,
      meta: { numeric: true },
      cell: ({ row: { original } }) =>
        original.state === 'revoked' ? null : (
          <Button
            size="small"
            variant="danger"
            aria-label={t('revokeOf', { name: original.name })}
            onClick={() => onRevoke(original)}
          >
            {t('revoke')}
          </Button>
        ),
    },
  ]
}

function RevokeDialog({ row, onClose }: { row: Row | null; onClose: () => void }) {
  const t = useTranslations('tokens')
  const common = useTranslations('common')
  const revoke = useMutation(
    orpc.accounts.revokeToken.mutationOptions(useAfterWrite(orpc.accounts.key(), t('revoked'))),
  )
  function confirm() {
    if (row) revoke.mutate({ tokenId: row.id }, { onSettled: onClose })
  }
  return (
    <Dialog
      open={row !== null}
      onOpenChange={(open) => open || onClose()}
      title={t('revokeTitle', { name: row?.name ?? '' })}
      description={t('revokeText')}
    >
      <div className={styles.confirm}>
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button variant="danger" busy={revoke.isPending} onClick={confirm}>
          {t('revoke')}
        </Button>
      </div>
    </Dialog>
  )
}

/** Tokens with their state and last use, each to be revoked after a question. Rows with a person name them. */
export function TokensTable({ caption, rows }: { caption: string; rows: readonly Row[] }) {
  const [asked, setAsked] = useState<Row | null>(null)
  const columns = useColumns(
    setAsked,
    rows.some(({ person }) => person !== undefined),
  )
  return (
    <>
      <DataTable caption={caption} rows={rows} columns={columns} rowKey={(row) => row.id} />
      <RevokeDialog row={asked} onClose={() => setAsked(null)} />
    </>
  )
}
