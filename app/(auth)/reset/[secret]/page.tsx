import type { Metadata } from 'next'
import { findResetLink } from '@/app/_server/find-reset-link'
import { ResetScreen } from '@/components/accounts'

export const metadata: Metadata = { title: 'Set a new password', referrer: 'no-referrer' }

export default async function ResetPage({ params }: { params: Promise<{ secret: string }> }) {
  const { secret } = await params
  return <ResetScreen secret={secret} email={await findResetLink(secret)} />
}
