import type { Metadata } from 'next'
import { ReleaseScreen } from '@/components/exports'

export const metadata: Metadata = { title: 'Release' }

type PageProps = { params: Promise<{ releaseId: string }> }

export default async function Page({ params }: PageProps) {
  return <ReleaseScreen releaseId={(await params).releaseId} />
}
