import type { Metadata } from 'next'
import { Suspense } from 'react'
import { ComparisonScreen } from '@/components/evaluation'

export const metadata: Metadata = { title: 'Compare runs' }

export default function Page() {
  return (
    <Suspense>
      <ComparisonScreen />
    </Suspense>
  )
}
