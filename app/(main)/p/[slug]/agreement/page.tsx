import type { Metadata } from 'next'
import { AgreementScreen } from '@/components/agreement'

export const metadata: Metadata = { title: 'Agreement' }

export default function Page() {
  return <AgreementScreen />
}
