import type { Metadata } from 'next'
import { findInvitation } from '@/app/_server/find-invitation'
import { InvitationScreen } from '@/components/accounts'

export const metadata: Metadata = { title: 'Invitation', referrer: 'no-referrer' }

export default async function InvitationPage({ params }: { params: Promise<{ secret: string }> }) {
  const { secret } = await params
  return <InvitationScreen secret={secret} invitation={await findInvitation(secret)} />
}
