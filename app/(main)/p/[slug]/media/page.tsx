import type { Metadata } from 'next'
import { VideosScreen } from '@/components/media'

export const metadata: Metadata = { title: 'Media' }

export default function Page() {
  return <VideosScreen />
}
