import { z } from 'zod'

export const Role = z.enum(['admin', 'reviewer', 'annotator'])
export type Role = z.infer<typeof Role>

/** What a member may do in a project; every verb names one. */
export const ABILITIES = {
  'project.read': ['admin', 'reviewer', 'annotator'],
  'project.manage': ['admin'],
  'members.manage': ['admin'],
  'audit.read': ['admin'],
  'taxonomy.read': ['admin', 'reviewer', 'annotator'],
  'taxonomy.manage': ['admin'],
  'media.read': ['admin', 'reviewer'],
  'media.manage': ['admin'],
  'runs.read': ['admin', 'reviewer'],
  'runs.manage': ['admin'],
  'tasks.read': ['admin', 'reviewer'],
  'tasks.manage': ['admin'],
  'labelling.answer': ['admin', 'reviewer', 'annotator'],
  'labelling.review': ['admin', 'reviewer'],
  'agreement.read': ['admin', 'reviewer'],
  'exports.read': ['admin'],
  'exports.manage': ['admin'],
} as const satisfies Record<string, readonly Role[]>

export type Ability = keyof typeof ABILITIES

export function roleCan(role: Role, ability: Ability): boolean {
  return (ABILITIES[ability] as readonly Role[]).includes(role)
}
