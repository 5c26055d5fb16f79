import type { Metadata } from 'next'
import { z } from 'zod'
import { VideoScreen } from '@/components/media'

const Frame = z.coerce.number().int().min(0)

export const metadata: Metadata = { title: 'Video' }

type Address = { params: Promise<{ videoId: string }>; searchParams: Promise<{ frame?: string | string[] }> }

export default async function Page({ params, searchParams }: Address) {
  const frame = Frame.safeParse((await searchParams).frame)
  return <VideoScreen videoId={(await params).videoId} frame={frame.success ? frame.data : null} />
}
