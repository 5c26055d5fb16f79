import type { Metadata } from 'next'
import { ImportsScreen } from '@/components/media'

export const metadata: Metadata = { title: 'Imports' }

export default function Page() {
  return <ImportsScreen />
}
