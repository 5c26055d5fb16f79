import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireUser } from '@/app/_server/require-user'
import { AccountsScreen } from '@/components/accounts'

export const metadata: Metadata = { title: 'Accounts' }

export default async function Page() {
  const { me } = await requireUser()
  if (!me.user.isOwner) notFound()
  return <AccountsScreen me={me} />
}
