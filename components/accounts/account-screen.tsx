'use client'

import { PersonData } from '@/components/deletion'
import { Page, PageHeader } from '@/components/ui'
import type { Me } from '@/lib/contracts/http/accounts'
import { OwnCredentials } from './own-credentials'
import { OwnSessions } from './sessions-section'
import { OwnTokens } from './tokens-sections'

export function AccountScreen({ user }: { user: Me['user'] }) {
  return (
    <Page>
      <PageHeader title={user.name} note={user.email} />
      <OwnCredentials email={user.email} />
      <OwnSessions />
      <OwnTokens />
      <PersonData userId={user.id} />
    </Page>
  )
}
