import type { Metadata } from 'next'
import { RunScreen } from '@/components/proposals'

export const metadata: Metadata = { title: 'Run' }

export default async function Page({ params }: { params: Promise<{ runId: string }> }) {
  return <RunScreen runId={(await params).runId} />
}
