'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { ColumnDef } from '@tanstack/react-table'
import { useDeferredValue, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { DeletePersonDialog, PersonDataDialog } from '@/components/deletion'
import { errorText, orpc } from '@/components/query'
import {
  Badge,
  Button,
  DataTable,
  EmptyState,
  Menu,
  MenuAction,
  Page,
  Paged,
  PageHeader,
  SelectField,
  TextField,
  Time,
} from '@/components/ui'
import type { Me } from '@/lib/contracts/http/accounts'
import type { AccountView } from '@/lib/contracts/http/credentials'
import { AccountActionDialog, actionsFor, type Chosen, mayHaveResetLink } from './account-action-dialog'
import styles from './credentials.module.css'
import people from './people.module.css'
import { ResetLinkDialog, type ResetPerson } from './reset-link-dialog'
import { AllTokens } from './tokens-sections'

const STATES = ['active', 'disabled'] as const
type State = (typeof STATES)[number]
type Filter = { search: string; state: State | '' }

type ActionsProps = {
  account: AccountView
  ownId: string
  onAction: (chosen: Chosen) => void
  onResetLink: (person: ResetPerson) => void
  onData: (account: AccountView) => void
  onDelete: (account: AccountView) => void
}

function AccountMenu({ account, ownId, onAction, onResetLink, onData, onDelete }: ActionsProps) {
  const t = useTranslations('credentials')
  const deletion = useTranslations('deletion')
  const actions = actionsFor(account, ownId)
  const trigger = (
    <Button size="small" aria-label={t('actionsOf', { name: account.name })}>
      {t('actions')} <span aria-hidden="true">⌄</span>
    </Button>
  )
  return (
    <Menu align="end" trigger={trigger}>
      {mayHaveResetLink(account, ownId) ? (
        <MenuAction onSelect={() => onResetLink({ userId: account.id, name: account.name })}>
          {t('makeResetLink')}
        </MenuAction>
      ) : null}
      {actions.map((action) => (
        <MenuAction key={action} onSelect={() => onAction({ account, action })}>
          {t(`action.${action}`)}
        </MenuAction>
      ))}
      <MenuAction onSelect={() => onData(account)}>{deletion('data.action')}</MenuAction>
      <MenuAction onSelect={() => onDelete(account)}>{deletion('person.action')}</MenuAction>
    </Menu>
  )
}

function useColumns(handlers: Omit<ActionsProps, 'account'>): ColumnDef<AccountView>[] {
  const t = useTranslations('credentials')
  const accounts = useTranslations('accounts')
  const format = useFormatter()
  return [
    {
      header: accounts('name'),
      cell: ({ row: { original } }) => (
        <div className={people.person}>
          <strong>{original.name}</strong>
          <span>{original.email}</span>
        </div>
      ),
    },
    {
      header: t('state'),
      cell: ({ row: { original } }) => (
        <Badge tone={original.state === 'active' ? 'good' : 'plain'}>{t(`stateOf.${original.state}`)}</Badge>
      ),
    },
    { header: t('owner'), cell: ({ row: { original } }) => (original.isOwner ? t('yes') : t('no')) },
    { header: t('secondFactor'), cell: ({ row: { original } }) => (original.secondFactor ? t('on') : t('off')) },
    {
      header: t('sessionCount'),
      meta: { numeric: true },
      cell: ({ row: { original } }) => format.number(original.sessions),
    },
    {
      header: t('projectCount'),
      meta: { numeric: true },
      cell: ({ row: { original } }) => format.number(original.projects),
    },
    {
      header: t('lastSeen'),
      cell: ({ row: { original } }) => (original.lastSeenAt ? <Time iso={original.lastSeenAt} /> : t('never')),
    },
    {
      id: 'actions',
      header: () => <span className="visually-hidden">{accounts('actions')}</span>,
      meta: { numeric: true },
      cell: ({ row: { original } }) => <AccountMenu account={original} {...handlers} />,
    },
  ]
}

function Toolbar({ filter, onFilter }: { filter: Filter; onFilter: (filter: Filter) => void }) {
  const t = useTranslations('credentials')
  return (
    <div className={styles.toolbar} role="search">
      <TextField
        label={t('search')}
        type="search"
        maxLength={200}
        value={filter.search}
        onChange={(event) => onFilter({ ...filter, search: event.target.value })}
      />
      <SelectField
        label={t('state')}
        value={filter.state}
        onChange={(event) => onFilter({ ...filter, state: STATES.find((known) => known === event.target.value) ?? '' })}
      >
        <option value="">{t('anyState')}</option>
        {STATES.map((state) => (
          <option key={state} value={state}>
            {t(`stateOf.${state}`)}
          </option>
        ))}
      </SelectField>
    </div>
  )
}

/** Everyone who has an account here, for the owners of the instance. */
export function AccountsScreen({ me }: { me: Me }) {
  const t = useTranslations('credentials')
  const [filter, setFilter] = useState<Filter>({ search: '', state: '' })
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [resetting, setResetting] = useState<ResetPerson | null>(null)
  const [exporting, setExporting] = useState<AccountView | null>(null)
  const [deleting, setDeleting] = useState<AccountView | null>(null)
  const columns = useColumns({
    ownId: me.user.id,
    onAction: setChosen,
    onResetLink: setResetting,
    onData: setExporting,
    onDelete: setDeleting,
  })
  const search = useDeferredValue(filter.search.trim())
  const list = useInfiniteQuery({
    ...orpc.accounts.listAccounts.infiniteOptions({
      input: (cursor: string | undefined) => ({
        cursor,
        search: search || undefined,
        state: filter.state || undefined,
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
    placeholderData: keepPreviousData,
  })
  return (
    <Page>
      <PageHeader title={t('accounts')} note={t('accountsNote')} />
      <Toolbar filter={filter} onFilter={setFilter} />
      <Paged query={list} errorText={errorText(list.error)} empty={<EmptyState title={t('noAccounts')} />}>
        {(rows) => <DataTable caption={t('accounts')} rows={rows} columns={columns} rowKey={(row) => row.id} />}
      </Paged>
      <AllTokens />
      <AccountActionDialog chosen={chosen} onClose={() => setChosen(null)} />
      {exporting ? (
        <PersonDataDialog person={{ ...exporting, userId: exporting.id }} onClose={() => setExporting(null)} />
      ) : null}
      {deleting ? (
        <DeletePersonDialog person={{ ...deleting, userId: deleting.id }} onClose={() => setDeleting(null)} />
      ) : null}
      <ResetLinkDialog person={resetting} onClose={() => setResetting(null)} />
    </Page>
  )
}
