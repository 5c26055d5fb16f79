import type { Metadata } from 'next'
import { requireProject } from '@/app/_server/require-user'
import { ReviewScreen } from '@/components/review'

export const metadata: Metadata = { title: 'Review' }

type PageProps = { params: Promise<{ slug: string; annotationId: string }> }

export default async function ReviewPage({ params }: PageProps) {
  const { slug, annotationId } = await params
  const { project } = await requireProject(slug)
  return <ReviewScreen project={project} annotationId={annotationId} />
}
