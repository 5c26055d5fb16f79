import type { Metadata } from 'next'
import { ImportScreen } from '@/components/media'

export const metadata: Metadata = { title: 'Import' }

export default async function Page({ params }: { params: Promise<{ importId: string }> }) {
  return <ImportScreen importId={(await params).importId} />
}
