import type { Metadata } from 'next'
import { PeopleScreen } from '@/components/accounts'
import { OnlyFor } from '@/components/shell'

export const metadata: Metadata = { title: 'People' }

export default function Page() {
  return (
    <OnlyFor ability="members.manage">
      <PeopleScreen />
    </OnlyFor>
  )
}
