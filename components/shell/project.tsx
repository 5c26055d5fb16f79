'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { ProjectView } from '@/lib/contracts/http/accounts'

const ProjectContext = createContext<ProjectView | null>(null)

export function ProjectProvider({ project, children }: { project: ProjectView; children: ReactNode }) {
  return <ProjectContext value={project}>{children}</ProjectContext>
}

/** The project of the page, with the caller's role in it. Only below /p/<slug> and /label/<slug>. */
export function useProject(): ProjectView {
  const project = useContext(ProjectContext)
  if (!project) throw new Error('useProject needs a ProjectProvider above it')
  return project
}
