import type { Metadata } from 'next'
import { ResetScreen } from '@/components/accounts'

export const metadata: Metadata = { title: 'Set a new password', referrer: 'no-referrer' }

/** The secret of the link stands behind its `#`, which browsers keep to themselves. */
export default function ResetPage() {
  return <ResetScreen />
}
