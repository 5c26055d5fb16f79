import type { Metadata } from 'next'
import { AuditScreen } from '@/components/accounts'
import { OnlyFor } from '@/components/shell'

export const metadata: Metadata = { title: 'Audit' }

export default function Page() {
  return (
    <OnlyFor ability="audit.read">
      <AuditScreen />
    </OnlyFor>
  )
}
