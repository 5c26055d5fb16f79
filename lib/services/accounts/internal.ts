import type { ProjectView } from '@/lib/contracts/http/accounts'
import type { ProjectAccess } from './access'

export function toProjectView({ project, role }: ProjectAccess): ProjectView {
  return { ...project, role: role ?? 'admin', createdAt: project.createdAt.toISOString() }
}
