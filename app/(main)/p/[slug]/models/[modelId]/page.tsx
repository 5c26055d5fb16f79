import type { Metadata } from 'next'
import { ModelScreen } from '@/components/evaluation'

export const metadata: Metadata = { title: 'Model' }

export default async function Page({ params }: { params: Promise<{ modelId: string }> }) {
  return <ModelScreen modelId={(await params).modelId} />
}
