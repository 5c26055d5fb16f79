import type { ReactNode } from 'react'
import { requireUser } from '@/app/_server/require-user'
import { Shell } from '@/components/shell'

export default async function MainLayout({ children }: { children: ReactNode }) {
  const { me } = await requireUser()
  return <Shell me={me}>{children}</Shell>
}
