import { z } from 'zod'
import type { ProjectSettings } from './project-settings'

export const Role = z.enum(['admin', 'reviewer', 'annotator'])
export type Role = z.infer<typeof Role>

export const MembershipState = z.enum(['active', 'paused'])
export type MembershipState = z.infer<typeof MembershipState>

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

/** Pages and endpoints that tell which generator made a clip: file names, imports, runs and what they are compared by. */
const NAMING_GENERATORS = ['media.read', 'runs.read'] as const satisfies readonly Ability[]
type NamingGenerators = (typeof NAMING_GENERATORS)[number]
type BlindSetting = Pick<ProjectSettings, 'blind'>

/**
 * Whether a role may do something in a project. Where that would tell who made a clip, the project's settings have a say.
 * Source: docs/spec/blindness.md [BL1] [BL2]
 */
export function roleCan(role: Role, ability: Exclude<Ability, NamingGenerators>): boolean
export function roleCan(role: Role, ability: Ability, settings: BlindSetting): boolean
export function roleCan(role: Role, ability: Ability, settings?: BlindSetting): boolean {
  if (!(ABILITIES[ability] as readonly Role[]).includes(role)) return false
  const isNaming = (NAMING_GENERATORS as readonly Ability[]).includes(ability)
  return !(isNaming && role === 'reviewer' && settings?.blind !== 'annotators')
}

/** Whether somebody with the role can learn which generator made a clip. Source: docs/spec/blindness.md [BL3] */
export function seesGenerators(role: Role, settings: BlindSetting): boolean {
  return NAMING_GENERATORS.some((ability) => roleCan(role, ability, settings))
}
