import type { Metadata } from 'next'
import { InvitationScreen } from '@/components/accounts'

export const metadata: Metadata = { title: 'Invitation', referrer: 'no-referrer' }

/** The secret of the link stands behind its `#`, which browsers keep to themselves. */
export default function InvitationPage() {
  return <InvitationScreen />
}
