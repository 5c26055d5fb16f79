import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { findProject, requireProject } from '@/app/_server/require-user'
import { ProjectProvider } from '@/components/shell'

type LayoutProps = { children: ReactNode; params: Promise<{ slug: string }> }

export async function generateMetadata({ params }: LayoutProps): Promise<Metadata> {
  const project = await findProject((await params).slug)
  if (!project) return { title: 'Not found' }
  return { title: { default: project.name, template: `%s · ${project.name} · Framejury` } }
}

export default async function ProjectLayout({ children, params }: LayoutProps) {
  const { project } = await requireProject((await params).slug)
  return <ProjectProvider project={project}>{children}</ProjectProvider>
}
