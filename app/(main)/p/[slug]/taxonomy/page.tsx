import type { Metadata } from 'next'
import { TaxonomyScreen } from '@/components/taxonomy'

export const metadata: Metadata = { title: 'Taxonomy' }

export default function Page() {
  return <TaxonomyScreen />
}
