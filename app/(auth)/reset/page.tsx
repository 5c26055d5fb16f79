import type { Metadata } from 'next'
import { ResetScreen } from '@/components/accounts'

export const metadata: Metadata = { title: 'Set a new password', referrer: 'no-referrer' }

/** The secret of the link comes after its `#`, which browsers do not send. */
export default function ResetPage() {
  return <ResetScreen />
}
