'use client'

import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import type { ColumnDef } from '@tanstack/react-table'
import { useTranslations } from 'use-intl'
import { errorText, orpc, useAfterWrite } from '@/components/query'
import { Badge, Button, DataTable, EmptyState, Paged, Section, Time } from '@/components/ui'
import type { SessionView } from '@/lib/contracts/http/accounts'
import { deviceName } from './device-name'

function useColumns(): ColumnDef<SessionView>[] {
  const t = useTranslations('credentials')
  const accounts = useTranslations('accounts')
  const end = useMutation(
    orpc.accounts.endSession.mutationOptions(useAfterWrite(orpc.accounts.listSessions.key(), t('sessionEnded'))),
  )
  return [
    {
      header: t('device'),
      cell: ({ row: { original } }) => (
        <span title={original.agent}>{deviceName(original.agent) ?? t('unknownDevice')}</span>
      ),
    },
    { header: t('address'), accessorKey: 'address' },
    { header: t('signedIn'), cell: ({ row: { original } }) => <Time iso={original.createdAt} /> },
    { header: t('lastSeen'), cell: ({ row: { original } }) => <Time iso={original.lastSeenAt} /> },
    {
      id: 'actions',
      header: () => <span className="visually-hidden">{accounts('actions')}</span>,
      meta: { numeric: true },
      cell: ({ row: { original } }) =>
        original.isThis ? (
          <Badge tone="good">{t('thisSession')}</Badge>
        ) : (
          <Button
            size="small"
            disabled={end.isPending}
            aria-label={t('endSessionOf', { device: deviceName(original.agent) ?? t('unknownDevice') })}
            onClick={() => end.mutate({ sessionId: original.id })}
          >
            {t('endSession')}
          </Button>
        ),
    },
  ]
}

/** Where the reader is signed in, with a way to end what they do not know. */
export function OwnSessions() {
  const t = useTranslations('credentials')
  const columns = useColumns()
  const endOthers = useMutation(
    orpc.accounts.endOtherSessions.mutationOptions(useAfterWrite(orpc.accounts.listSessions.key(), t('othersEnded'))),
  )
  const sessions = useInfiniteQuery(
    orpc.accounts.listSessions.infiniteOptions({
      input: (cursor: string | undefined) => ({ cursor }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  )
  const isAlone = (sessions.data?.pages[0]?.items.length ?? 0) < 2
  const action = (
    <Button disabled={isAlone} busy={endOthers.isPending} onClick={() => endOthers.mutate(undefined)}>
      {t('endOthers')}
    </Button>
  )
  return (
    <Section title={t('sessions')} note={t('sessionsNote')} actions={action}>
      <Paged query={sessions} errorText={errorText(sessions.error)} empty={<EmptyState title={t('noSessions')} />}>
        {(rows) => <DataTable caption={t('sessions')} rows={rows} columns={columns} rowKey={(row) => row.id} />}
      </Paged>
    </Section>
  )
}
