'use client'

import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import type { ColumnDef } from '@tanstack/react-table'
import { useTranslations } from 'use-intl'
import { errorText, orpc, useAfterWrite } from '@/components/query'
import { useProject } from '@/components/shell'
import { Badge, Button, DataTable, Paged, Section, Time } from '@/components/ui'
import type { InvitationView } from '@/lib/contracts/http/accounts'

const TONES = { open: 'accent', accepted: 'good', revoked: 'plain', expired: 'warn' } as const

export function InvitationsTable() {
  const t = useTranslations('accounts')
  const { id: projectId } = useProject()
  const revoke = useMutation(
    orpc.accounts.revokeInvitation.mutationOptions(useAfterWrite(orpc.accounts.key(), t('people.revoked'))),
  )
  const invitations = useInfiniteQuery(
    orpc.accounts.listInvitations.infiniteOptions({
      input: (cursor: string | undefined) => ({ projectId, cursor }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  )
  const columns: ColumnDef<InvitationView>[] = [
    { header: t('email'), accessorKey: 'email' },
    { header: t('people.role'), cell: ({ row: { original } }) => t(`role.${original.role}`) },
    {
      header: t('people.state'),
      cell: ({ row: { original } }) => (
        <Badge tone={TONES[original.state]}>{t(`people.invitation.${original.state}`)}</Badge>
      ),
    },
    { header: t('people.expires'), cell: ({ row: { original } }) => <Time iso={original.expiresAt} dayOnly /> },
    {
      id: 'actions',
      header: () => <span className="visually-hidden">{t('actions')}</span>,
      meta: { numeric: true },
      cell: ({ row: { original } }) =>
        original.state === 'open' ? (
          <Button
            size="small"
            variant="danger"
            disabled={revoke.isPending}
            aria-label={t('people.revokeOf', { email: original.email })}
            onClick={() => revoke.mutate({ projectId, invitationId: original.id })}
          >
            {t('people.revoke')}
          </Button>
        ) : null,
    },
  ]
  return (
    <Section title={t('people.invitations')}>
      <Paged query={invitations} errorText={errorText(invitations.error)} empty={<p>{t('people.noInvitations')}</p>}>
        {(rows) => (
          <DataTable caption={t('people.invitations')} rows={rows} columns={columns} rowKey={(row) => row.id} />
        )}
      </Paged>
    </Section>
  )
}
