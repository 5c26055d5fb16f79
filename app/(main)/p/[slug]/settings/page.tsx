import type { Metadata } from 'next'
import { SettingsScreen } from '@/components/accounts'
import { OnlyFor } from '@/components/shell'

export const metadata: Metadata = { title: 'Settings' }

export default function Page() {
  return (
    <OnlyFor ability="project.manage">
      <SettingsScreen />
    </OnlyFor>
  )
}
