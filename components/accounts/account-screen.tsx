'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import type { ColumnDef } from '@tanstack/react-table'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { errorText, orpc, useAfterWrite } from '@/components/query'
import {
  Badge,
  Button,
  DataTable,
  EmptyState,
  ErrorState,
  Page,
  PageHeader,
  Section,
  Skeleton,
  Time,
} from '@/components/ui'
import type { Me, TokenView } from '@/lib/contracts/http/accounts'
import styles from './audit.module.css'
import { CreateTokenDialog } from './create-token-dialog'

function useColumns(): ColumnDef<TokenView>[] {
  const t = useTranslations('accounts')
  const revoke = useMutation(
    orpc.accounts.revokeToken.mutationOptions(useAfterWrite(orpc.accounts.listTokens.key(), t('tokens.revoked'))),
  )
  return [
    { header: t('tokens.name'), accessorKey: 'name' },
    {
      header: t('tokens.secret'),
      cell: ({ row: { original } }) => <code className={styles.code}>{original.prefix}…</code>,
    },
    { header: t('tokens.created'), cell: ({ row: { original } }) => <Time iso={original.createdAt} dayOnly /> },
    {
      header: t('tokens.lastUsed'),
      cell: ({ row: { original } }) => (original.lastUsedAt ? <Time iso={original.lastUsedAt} /> : t('tokens.never')),
    },
    {
      id: 'actions',
      header: () => <span className="visually-hidden">{t('actions')}</span>,
      meta: { numeric: true },
      cell: ({ row: { original } }) =>
        original.revokedAt ? (
          <Badge>{t('tokens.isRevoked')}</Badge>
        ) : (
          <Button
            size="small"
            variant="danger"
            disabled={revoke.isPending}
            aria-label={t('tokens.revokeOf', { name: original.name })}
            onClick={() => revoke.mutate({ tokenId: original.id })}
          >
            {t('tokens.revoke')}
          </Button>
        ),
    },
  ]
}

function TokenList({ onCreate }: { onCreate: () => void }) {
  const t = useTranslations('accounts')
  const common = useTranslations('common')
  const columns = useColumns()
  const tokens = useQuery(orpc.accounts.listTokens.queryOptions())
  if (tokens.isPending) return <Skeleton label={common('loading')} />
  if (!tokens.data) {
    const retry = <Button onClick={() => tokens.refetch()}>{common('retry')}</Button>
    return <ErrorState title={common('failedTitle')} text={errorText(tokens.error)} action={retry} />
  }
  if (tokens.data.length === 0) {
    return (
      <EmptyState title={t('tokens.emptyTitle')} action={<Button onClick={onCreate}>{t('tokens.create')}</Button>}>
        {t('tokens.emptyText')}
      </EmptyState>
    )
  }
  return <DataTable caption={t('tokens.title')} rows={tokens.data} columns={columns} rowKey={(row) => row.id} />
}

export function AccountScreen({ user }: { user: Me['user'] }) {
  const t = useTranslations('accounts')
  const [isCreating, setCreating] = useState(false)
  return (
    <Page>
      <PageHeader title={user.name} note={user.email} />
      <Section
        title={t('tokens.title')}
        note={t('tokens.note')}
        actions={<Button onClick={() => setCreating(true)}>{t('tokens.create')}</Button>}
      >
        <TokenList onCreate={() => setCreating(true)} />
      </Section>
      <CreateTokenDialog open={isCreating} onOpenChange={setCreating} />
    </Page>
  )
}
