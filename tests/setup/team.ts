import type { Context } from '@/lib/platform/context'
import type { Db } from '@/lib/platform/db'
import { contextFor, createMember, createMembership, createProject, createUser } from '@/prisma/factories'

export type Member = 'admin' | 'reviewer' | 'annotator' | 'paused' | 'foreign' | 'anonymous'

export type Team = {
  projectId: string
  slug: string
  /** Acts as one of the team; `foreign` is the admin of another project, `paused` was an admin of this one. */
  ctx: (who: Member) => Context
  userId: (who: Exclude<Member, 'anonymous'>) => string
  membershipId: (who: 'admin' | 'reviewer' | 'annotator' | 'paused') => Promise<string>
}

/** A project with one person of every standing. */
export async function createTeam(db: Db): Promise<Team> {
  const project = await createProject(db)
  const other = await createProject(db)
  const people = {
    admin: await createMember(db, project.id, 'admin'),
    reviewer: await createMember(db, project.id, 'reviewer'),
    annotator: await createMember(db, project.id, 'annotator'),
    paused: await createUser(db),
    foreign: await createMember(db, other.id, 'admin'),
  }
  await createMembership(db, { projectId: project.id, userId: people.paused.id, role: 'admin', state: 'paused' })
  async function membershipId(who: keyof typeof people): Promise<string> {
    const where = { projectId: project.id, userId: people[who].id }
    return (await db.membership.findFirstOrThrow({ where })).id
  }
  return {
    projectId: project.id,
    slug: project.slug,
    ctx: (who) => contextFor(db, who === 'anonymous' ? { type: 'anonymous' } : people[who]),
    userId: (who) => people[who].id,
    membershipId,
  }
}
