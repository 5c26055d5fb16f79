import type { Metadata } from 'next'
import { requireUser } from '@/app/_server/require-user'
import { ProjectsScreen } from '@/components/accounts'

export const metadata: Metadata = { title: 'Projects' }

export default async function Page() {
  const { me } = await requireUser()
  return <ProjectsScreen me={me} />
}
