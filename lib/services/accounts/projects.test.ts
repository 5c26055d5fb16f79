import { expect, test } from 'vitest'
import type { AuditEntity } from '@/lib/domain/accounts'
import { testDatabase } from '@/tests/setup/database'
import { createTeam } from '@/tests/setup/team'
import { getMe, getProject } from './get-me'
import { listAudit } from './list-audit'
import { updateProject } from './update-project'

const { db } = await testDatabase()

test('changes what is given, leaves the rest, and audits the change', async () => {
  const team = await createTeam(db)
  const { projectId } = team
  const before = await getProject({ ctx: team.ctx('annotator'), input: { slug: team.slug } })
  const settings = { ...before.settings, overlap: 3 }
  const after = await updateProject({ ctx: team.ctx('admin'), input: { projectId, settings } })
  expect(after).toEqual({ ...before, role: 'admin', settings })
  const { items } = await listAudit({ ctx: team.ctx('admin'), input: { projectId, limit: 50 } })
  expect(items).toMatchObject([{ verb: 'project.update', entityId: projectId }])
  expect(items.map(({ difference }) => difference)).toEqual([{ settings: { overlap: 3 } }])
})

test('a change of one setting leaves the others, and its audit row names it alone', async () => {
  const team = await createTeam(db)
  const { projectId } = team
  const ctx = team.ctx('admin')
  const first = { proposals: 'hide', hiddenShare: 0.5, holdoutShare: 0.4, overlap: 5, mustWatch: true } as const
  await updateProject({ ctx, input: { projectId, settings: first } })
  const { settings } = await updateProject({ ctx, input: { projectId, settings: { queuePolicy: 'random' } } })
  expect(settings).toMatchObject({ ...first, queuePolicy: 'random' })
  const { items } = await listAudit({ ctx, input: { projectId, limit: 50 } })
  expect(items.map(({ difference }) => difference)).toEqual([
    { settings: { queuePolicy: 'random' } },
    { settings: first },
  ])
})

test('only an admin changes a project', async () => {
  const team = await createTeam(db)
  const input = { projectId: team.projectId, name: 'Mine' }
  for (const [who, code] of [
    ['reviewer', 'forbidden'],
    ['annotator', 'forbidden'],
    ['paused', 'not-found'],
    ['foreign', 'not-found'],
    ['anonymous', 'unauthenticated'],
  ] as const) {
    await expect(updateProject({ ctx: team.ctx(who), input })).rejects.toMatchObject({ code })
  }
  expect(await db.auditEvent.count({ where: { projectId: team.projectId } })).toBe(0)
})

test('two people who change different settings at once lose nothing but what both set', async () => {
  const team = await createTeam(db)
  const { projectId } = team
  const ctx = team.ctx('admin')
  await Promise.all([
    updateProject({ ctx, input: { projectId, name: 'Renamed' } }),
    updateProject({ ctx, input: { projectId, description: 'Described' } }),
  ])
  const row = await db.project.findUniqueOrThrow({ where: { id: projectId } })
  expect(row).toMatchObject({ name: 'Renamed', description: 'Described' })
  for (const share of [0.3, 0.5, 0.7]) {
    await Promise.all([
      updateProject({ ctx, input: { projectId, settings: { holdoutShare: share } } }),
      updateProject({ ctx, input: { projectId, settings: { hiddenShare: share } } }),
      updateProject({ ctx, input: { projectId, settings: { overlap: 10 * share } } }),
    ])
    const { settings } = await getProject({ ctx, input: { slug: team.slug } })
    expect(settings).toMatchObject({ holdoutShare: share, hiddenShare: share, overlap: 10 * share })
  }
})

test('an archived project is gone for everybody', async () => {
  const team = await createTeam(db)
  await db.project.update({ where: { id: team.projectId }, data: { archivedAt: new Date() } })
  const ctx = team.ctx('admin')
  await expect(getProject({ ctx, input: { slug: team.slug } })).rejects.toMatchObject({ code: 'not-found' })
  expect((await getMe({ ctx, input: undefined })).projects).toEqual([])
})

test('a person sees their own active projects only, each with their role', async () => {
  const team = await createTeam(db)
  const seen = async (who: 'reviewer' | 'paused') => (await getMe({ ctx: team.ctx(who), input: undefined })).projects
  expect(await seen('reviewer')).toMatchObject([{ slug: team.slug, role: 'reviewer' }])
  expect(await seen('paused')).toEqual([])
})

test('the audit trail is paged from new to old without gap or repeat', async () => {
  const team = await createTeam(db)
  const { projectId } = team
  const ctx = team.ctx('admin')
  for (const name of ['a', 'b', 'c', 'd', 'e']) await updateProject({ ctx, input: { projectId, name } })
  const names: unknown[] = []
  let cursor: string | undefined
  do {
    const page = await listAudit({ ctx, input: { projectId, limit: 2, cursor } })
    names.push(...page.items.map(({ difference }) => (difference as { name: string }).name))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(names).toEqual(['e', 'd', 'c', 'b', 'a'])
})

test('the audit trail can be asked for what it says of one kind of thing', async () => {
  const team = await createTeam(db)
  const { projectId } = team
  const ctx = team.ctx('admin')
  await updateProject({ ctx, input: { projectId, name: 'Renamed' } })
  const asked = async (entityType: AuditEntity) =>
    (await listAudit({ ctx, input: { projectId, limit: 50, entityType } })).items
  expect(await asked('project')).toMatchObject([{ verb: 'project.update', entityType: 'project', entityId: projectId }])
  expect(await asked('run')).toEqual([])
})

test('entries about comparisons are found under the name that they had before', async () => {
  const team = await createTeam(db)
  const { projectId } = team
  const about = (entityType: string, verb: string) => ({
    projectId,
    actorType: 'user',
    entityType,
    verb,
    entityId: projectId,
  })
  await db.auditEvent.createMany({
    data: [
      about('paired-evaluation', 'paired-evaluation.done'),
      about('comparison', 'comparison.done'),
      about('run', 'run.done'),
    ],
  })
  const { items } = await listAudit({
    ctx: team.ctx('admin'),
    input: { projectId, limit: 50, entityType: 'comparison' },
  })
  expect(items.map(({ verb }) => verb).sort()).toEqual(['comparison.done', 'paired-evaluation.done'])
})

test('an entry in the words of another version is shown as it is', async () => {
  const team = await createTeam(db)
  const { projectId } = team
  const entry = { projectId, actorType: 'system', verb: 'project.paint', entityType: 'project', entityId: projectId }
  await db.auditEvent.create({ data: entry })
  const { items } = await listAudit({ ctx: team.ctx('admin'), input: { projectId, limit: 50 } })
  expect(items).toMatchObject([{ verb: 'project.paint', entityType: 'project' }])
})
