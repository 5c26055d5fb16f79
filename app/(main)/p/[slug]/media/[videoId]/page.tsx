import type { Metadata } from 'next'
import { VideoScreen } from '@/components/media'

export const metadata: Metadata = { title: 'Video' }

export default async function Page({ params }: { params: Promise<{ videoId: string }> }) {
  return <VideoScreen videoId={(await params).videoId} />
}
