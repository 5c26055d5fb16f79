import type { Metadata } from 'next'
import { requireUser } from '@/app/_server/require-user'
import { AccountScreen } from '@/components/accounts'

export const metadata: Metadata = { title: 'Account' }

export default async function Page() {
  const { me } = await requireUser()
  return <AccountScreen user={me.user} />
}
