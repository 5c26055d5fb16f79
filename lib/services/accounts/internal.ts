import type { ProjectView } from '@/lib/contracts/http/accounts'
import { AppError } from '@/lib/platform/errors'
import type { ProjectAccess } from './access'

export function toProjectView({ project, role }: ProjectAccess): ProjectView {
  const { id, slug, name, description, settings, createdAt } = project
  return { id, slug, name, description, settings, role: role ?? 'admin', createdAt: createdAt.toISOString() }
}

export function invitationClosed(): AppError {
  return new AppError(
    'not-found',
    'invitation',
    'This invitation is used up, revoked or over 14 days old. Ask for a new one.',
  )
}
