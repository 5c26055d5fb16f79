import type { Metadata } from 'next'
import { ReleasesScreen } from '@/components/exports'

export const metadata: Metadata = { title: 'Releases' }

export default function Page() {
  return <ReleasesScreen />
}
