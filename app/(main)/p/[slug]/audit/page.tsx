import type { Metadata } from 'next'
import { AuditScreen } from '@/components/accounts'

export const metadata: Metadata = { title: 'Audit' }

export default function Page() {
  return <AuditScreen />
}
