'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Button, EmptyState, Paged, Section, Select } from '@/components/ui'
import { TokenState } from '@/lib/domain/accounts'
import { CreateTokenDialog } from './create-token-dialog'
import { TokensTable } from './tokens-table'

type Choice = TokenState | 'all'

const PAGING = {
  initialPageParam: undefined,
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined,
}

function stateOf(choice: Choice): TokenState | undefined {
  return choice === 'all' ? undefined : choice
}

function StateChoice({ value, onChange }: { value: Choice; onChange: (choice: Choice) => void }) {
  const t = useTranslations('tokens')
  return (
    <Select
      aria-label={t('show')}
      value={value}
      onChange={(event) => onChange(TokenState.safeParse(event.currentTarget.value).data ?? 'all')}
    >
      <option value="all">{t('all')}</option>
      {TokenState.options.map((state) => (
        <option key={state} value={state}>
          {t(`state.${state}`)}
        </option>
      ))}
    </Select>
  )
}

/** The reader's own tokens, and where they make one. */
export function OwnTokens() {
  const t = useTranslations('tokens')
  const [isCreating, setCreating] = useState(false)
  const tokens = useInfiniteQuery(
    orpc.accounts.listTokens.infiniteOptions({ input: (cursor: string | undefined) => ({ cursor }), ...PAGING }),
  )
  const create = <Button onClick={() => setCreating(true)}>{t('create')}</Button>
  const empty = (
    <EmptyState title={t('emptyTitle')} action={create}>
      {t('emptyText')}
    </EmptyState>
  )
  return (
    <Section title={t('title')} note={t('note')} actions={create}>
      <Paged query={tokens} errorText={errorText(tokens.error)} empty={empty}>
        {(rows) => <TokensTable caption={t('title')} rows={rows} />}
      </Paged>
      <CreateTokenDialog open={isCreating} onOpenChange={setCreating} />
    </Section>
  )
}

/** The tokens of a project's members, for its admins. */
export function MemberTokens() {
  const t = useTranslations('tokens')
  const { id: projectId } = useProject()
  const [choice, setChoice] = useState<Choice>('active')
  const tokens = useInfiniteQuery(
    orpc.accounts.listProjectTokens.infiniteOptions({
      input: (cursor: string | undefined) => ({ projectId, cursor, state: stateOf(choice) }),
      ...PAGING,
    }),
  )
  return (
    <Section
      title={t('membersTitle')}
      note={t('membersNote')}
      actions={<StateChoice value={choice} onChange={setChoice} />}
    >
      <Paged query={tokens} errorText={errorText(tokens.error)} empty={<p>{t('nobody')}</p>}>
        {(rows) => <TokensTable caption={t('membersTitle')} rows={rows} />}
      </Paged>
    </Section>
  )
}

/** The tokens of everyone, for owners of the installation. */
export function AllTokens() {
  const t = useTranslations('tokens')
  const [choice, setChoice] = useState<Choice>('active')
  const tokens = useInfiniteQuery(
    orpc.accounts.listAllTokens.infiniteOptions({
      input: (cursor: string | undefined) => ({ cursor, state: stateOf(choice) }),
      ...PAGING,
    }),
  )
  return (
    <Section
      title={t('everybodyTitle')}
      note={t('everybodyNote')}
      actions={<StateChoice value={choice} onChange={setChoice} />}
    >
      <Paged query={tokens} errorText={errorText(tokens.error)} empty={<p>{t('nobody')}</p>}>
        {(rows) => <TokensTable caption={t('everybodyTitle')} rows={rows} />}
      </Paged>
    </Section>
  )
}
