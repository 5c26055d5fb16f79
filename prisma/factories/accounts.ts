import { createHash } from 'node:crypto'
import { ProjectSettings } from '@/lib/domain/accounts'
import { canonicalJson } from '@/lib/domain/shared'
import { defaultTaxonomy, type LabelMap, type TaxonomyTree } from '@/lib/domain/taxonomy'
import type { Db, Membership, Prisma, Project, Role, TaxonomyVersion, User } from '@/lib/platform/db'
import { unique } from './context'

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

/** A published version, the default taxonomy unless given. */
export function createTaxonomyVersion(
  db: Db,
  data: { projectId: string; number?: number; tree?: TaxonomyTree; changes?: LabelMap; publishedAt?: Date },
): Promise<TaxonomyVersion> {
  const { projectId, number = 1, tree = defaultTaxonomy, changes, publishedAt = new Date() } = data
  const sha256 = createHash('sha256').update(canonicalJson(tree)).digest('hex')
  return db.taxonomyVersion.create({
    data: { projectId, number, tree, sha256, state: 'published', publishedAt, ...(changes && { changes }) },
  })
}
