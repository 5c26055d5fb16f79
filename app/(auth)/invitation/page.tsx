import type { Metadata } from 'next'
import { InvitationScreen } from '@/components/accounts'

export const metadata: Metadata = { title: 'Invitation', referrer: 'no-referrer' }

/** The secret of the link comes after its `#`, which browsers do not send. */
export default function InvitationPage() {
  return <InvitationScreen />
}
