import { expect, test } from 'vitest'
import { Gates } from '@/lib/domain/exports'
import { contextFor, createLabellingProject, createMember, createProject } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createRelease } from './create-release'
import { getRelease, listReleases } from './read-releases'

const ORDER = { name: 'Round 1', seed: 7, gates: Gates.parse({ minAnnotations: 2 }), marks: 'keyframes' as const }

test('numbers a release, queues its build, audits it, and fixes what it is made of', async () => {
  const { db } = await testDatabase()
  const { project, admin, taxonomy } = await createLabellingProject(db)
  const ctx = contextFor(db, admin)
  const release = await createRelease({ ctx, input: { ...ORDER, projectId: project.id } })
  expect(release).toMatchObject({ number: 1, state: 'building', progress: 0, counts: null, ...ORDER })
  const row = await db.release.findUniqueOrThrow({ where: { id: release.id } })
  expect(row).toMatchObject({ taxonomyVersionId: taxonomy.id, createdBy: admin.id })
  const [job] = await db.$queryRaw<{ payload: unknown }[]>`
    SELECT payload FROM graphile_worker._private_jobs WHERE key = ${`exports.build-release:${release.id}`}`
  expect(job?.payload).toEqual({ releaseId: release.id })
  const events = await db.auditEvent.findMany({ where: { projectId: project.id, verb: 'release.create' } })
  expect(events).toMatchObject([{ entityId: release.id, actorId: admin.id }])
  const second = await createRelease({ ctx, input: { ...ORDER, projectId: project.id } })
  expect(second.number).toBe(2)
  const { items } = await listReleases({ ctx, input: { projectId: project.id, limit: 10 } })
  expect(items.map(({ number }) => number)).toEqual([2, 1])
})

test('is for admins alone, to make and to read', async () => {
  const { db } = await testDatabase()
  const { project, admin, reviewer, annotators } = await createLabellingProject(db)
  const projectId = project.id
  const { id: releaseId } = await createRelease({ ctx: contextFor(db, admin), input: { ...ORDER, projectId } })
  for (const person of [reviewer, annotators[0]]) {
    const ctx = contextFor(db, person)
    await expect(createRelease({ ctx, input: { ...ORDER, projectId } })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(getRelease({ ctx, input: { projectId, releaseId } })).rejects.toMatchObject({ code: 'forbidden' })
  }
})

test('hides the releases of another project', async () => {
  const { db } = await testDatabase()
  const { project, admin } = await createLabellingProject(db)
  const other = await createProject(db)
  const stranger = contextFor(db, await createMember(db, other.id, 'admin'))
  const input = { ...ORDER, projectId: project.id }
  await expect(createRelease({ ctx: stranger, input })).rejects.toMatchObject({ code: 'not-found' })
  const { id: releaseId } = await createRelease({ ctx: contextFor(db, admin), input })
  const foreign = { projectId: other.id, releaseId }
  await expect(getRelease({ ctx: stranger, input: foreign })).rejects.toMatchObject({ code: 'not-found' })
})

test('two at once get different numbers', async () => {
  const { db } = await testDatabase()
  const { project, admin } = await createLabellingProject(db)
  const input = { ...ORDER, projectId: project.id }
  const made = await Promise.all(Array.from({ length: 6 }, () => createRelease({ ctx: contextFor(db, admin), input })))
  expect(made.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5, 6])
})
