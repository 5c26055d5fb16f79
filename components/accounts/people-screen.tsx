'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button, Page, PageHeader } from '@/components/ui'
import { InvitationsTable } from './invitations-table'
import { InviteDialog } from './invite-dialog'
import { MembersTable } from './members-table'
import { MemberTokens } from './tokens-sections'

export function PeopleScreen() {
  const t = useTranslations('accounts')
  const [isInviting, setInviting] = useState(false)
  return (
    <Page>
      <PageHeader title={t('people.title')} note={t('people.note')}>
        <Button variant="primary" onClick={() => setInviting(true)}>
          {t('people.invite')}
        </Button>
      </PageHeader>
      <MembersTable />
      <InvitationsTable />
      <MemberTokens />
      <InviteDialog open={isInviting} onOpenChange={setInviting} />
    </Page>
  )
}
