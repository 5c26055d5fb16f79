import type { Metadata } from 'next'
import { Suspense } from 'react'
import { ReviewListScreen } from '@/components/review'

export const metadata: Metadata = { title: 'Review' }

export default function Page() {
  return (
    <Suspense>
      <ReviewListScreen />
    </Suspense>
  )
}
