import type { Metadata } from 'next'
import { requireProject } from '@/app/_server/require-user'
import { LabelQueue } from '@/components/labelling'

export const metadata: Metadata = { title: 'Label' }

export default async function LabelPage({ params }: { params: Promise<{ slug: string }> }) {
  const { me, project } = await requireProject((await params).slug)
  return <LabelQueue project={project} user={me.user} />
}
