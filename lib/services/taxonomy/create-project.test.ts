import { expect, test } from 'vitest'
import { defaultTaxonomy } from '@/lib/domain/taxonomy'
import { contextFor, createUser } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createProject } from './create-project'
import { getPublishedTaxonomy } from './read-versions'

const { db } = await testDatabase()
const owner = await createUser(db, { isOwner: true })
const ctx = contextFor(db, owner)

function input(slug: string) {
  return { slug, name: 'Dance', description: '' }
}

test('makes a project with its maker as admin and the default taxonomy published, and audits', async () => {
  const project = await createProject({ ctx, input: input('dance-1') })
  expect(project).toMatchObject({ slug: 'dance-1', role: 'admin', settings: { overlap: 2 } })
  expect(await getPublishedTaxonomy(db, project.id)).toMatchObject({ number: 1, tree: defaultTaxonomy })
  expect(await db.auditEvent.findMany({ where: { projectId: project.id } })).toMatchObject([
    { verb: 'project.create', actorId: owner.id },
  ])
})

test('refuses a person who owns nothing of the installation, and a stranger', async () => {
  const person = contextFor(db, await createUser(db))
  await expect(createProject({ ctx: person, input: input('dance-2') })).rejects.toMatchObject({ code: 'forbidden' })
  const stranger = contextFor(db, { type: 'anonymous' })
  await expect(createProject({ ctx: stranger, input: input('dance-2') })).rejects.toMatchObject({
    code: 'unauthenticated',
  })
  expect(await db.project.count({ where: { slug: 'dance-2' } })).toBe(0)
})

test('a job makes a project without members', async () => {
  const job = contextFor(db, { type: 'system', job: 'seed' })
  const { id } = await createProject({ ctx: job, input: input('dance-3') })
  expect(await db.membership.count({ where: { projectId: id } })).toBe(0)
})

test('of two projects with one slug made at once, one exists', async () => {
  const results = await Promise.allSettled([1, 2].map(() => createProject({ ctx, input: input('dance-4') })))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { reason: 'slug-taken' } })
  expect(await db.project.count({ where: { slug: 'dance-4' } })).toBe(1)
})
