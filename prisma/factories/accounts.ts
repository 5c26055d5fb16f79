import { ProjectSettings } from '@/lib/domain/accounts'
import type { Db, Membership, Prisma, Project, Role, User } from '@/lib/platform/db'
import { unique } from './unique'

export function createUser(db: Db, data: Partial<Prisma.UserUncheckedCreateInput> = {}): Promise<User> {
  const name = data.name ?? `person-${unique()}`
  return db.user.create({ data: { email: `${name}-${unique()}@example.org`.toLowerCase(), ...data, name } })
}

/** @param data `settings` may name only what differs from the defaults */
export function createProject(
  db: Db,
  { settings, ...data }: Partial<Prisma.ProjectUncheckedCreateInput> = {},
): Promise<Project> {
  const slug = data.slug ?? `project-${unique()}`
  return db.project.create({ data: { name: slug, ...data, slug, settings: ProjectSettings.parse(settings ?? {}) } })
}

export function createMembership(
  db: Db,
  data: { projectId: string; userId: string; role?: Role; state?: 'active' | 'paused' },
): Promise<Membership> {
  return db.membership.create({ data: { role: 'annotator', ...data } })
}

/** A new person in the project. */
export async function createMember(db: Db, projectId: string, role: Role, name?: string): Promise<User> {
  const user = await createUser(db, name === undefined ? {} : { name })
  await createMembership(db, { projectId, userId: user.id, role })
  return user
}
