'use client'

import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import type { ColumnDef } from '@tanstack/react-table'
import { useFormatter, useTranslations } from 'use-intl'
import { errorText, orpc, useAfterWrite } from '@/components/query'
import { useProject } from '@/components/shell'
import { Badge, Button, DataTable, EmptyState, Paged, Time } from '@/components/ui'
import type { MemberView } from '@/lib/contracts/http/accounts'
import styles from './people.module.css'
import { ResetLinkButton } from './reset-link-dialog'
import { RoleSelect } from './role-select'

function useColumns(): ColumnDef<MemberView>[] {
  const t = useTranslations('accounts')
  const format = useFormatter()
  const { id: projectId } = useProject()
  const update = useMutation(
    orpc.accounts.updateMember.mutationOptions(useAfterWrite(orpc.accounts.key(), t('people.saved'))),
  )
  const change = (membershipId: string, changes: Partial<Pick<MemberView, 'role' | 'state'>>) =>
    update.mutate({ projectId, membershipId, ...changes })
  return [
    {
      header: t('name'),
      cell: ({ row: { original } }) => (
        <div className={styles.person}>
          <strong>{original.name}</strong>
          <span>{original.email}</span>
        </div>
      ),
    },
    {
      header: t('people.role'),
      cell: ({ row: { original } }) => (
        <RoleSelect
          label={t('people.roleOf', { name: original.name })}
          value={original.role}
          disabled={update.isPending}
          onChange={(role) => change(original.id, { role })}
        />
      ),
    },
    {
      header: t('people.state'),
      cell: ({ row: { original } }) => (
        <Badge tone={original.state === 'active' ? 'good' : 'plain'}>{t(`people.${original.state}`)}</Badge>
      ),
    },
    {
      header: t('people.answers'),
      meta: { numeric: true },
      cell: ({ row: { original } }) => format.number(original.answers),
    },
    { header: t('people.joined'), cell: ({ row: { original } }) => <Time iso={original.createdAt} dayOnly /> },
    {
      id: 'actions',
      header: () => <span className="visually-hidden">{t('actions')}</span>,
      meta: { numeric: true },
      cell: ({ row: { original } }) => {
        const isActive = original.state === 'active'
        return (
          <div className={styles.rowActions}>
            <ResetLinkButton userId={original.userId} name={original.name} />
            <Button
              size="small"
              disabled={update.isPending}
              aria-label={t(isActive ? 'people.pauseOf' : 'people.resumeOf', { name: original.name })}
              onClick={() => change(original.id, { state: isActive ? 'paused' : 'active' })}
            >
              {t(isActive ? 'people.pause' : 'people.resume')}
            </Button>
          </div>
        )
      },
    },
  ]
}

export function MembersTable() {
  const t = useTranslations('accounts')
  const { id: projectId } = useProject()
  const columns = useColumns()
  const members = useInfiniteQuery(
    orpc.accounts.listMembers.infiniteOptions({
      input: (cursor: string | undefined) => ({ projectId, cursor }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  )
  return (
    <Paged query={members} errorText={errorText(members.error)} empty={<EmptyState title={t('people.empty')} />}>
      {(rows) => <DataTable caption={t('people.title')} rows={rows} columns={columns} rowKey={(row) => row.id} />}
    </Paged>
  )
}
