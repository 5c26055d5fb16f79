import { expect, test } from 'vitest'
import { defaultTaxonomy, type TaxonomyTree } from '@/lib/domain/taxonomy'
import { createTaxonomyVersion } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createTeam, type Member, type Team } from '@/tests/setup/team'
import { taxonomySha256 } from './internal'
import { publishTaxonomy } from './publish-taxonomy'
import { getPublishedTaxonomy, listVersions } from './read-versions'
import { saveDraft } from './save-draft'

const { db } = await testDatabase()

async function teamWithTaxonomy(): Promise<Team> {
  const team = await createTeam(db)
  await createTaxonomyVersion(db, { projectId: team.projectId })
  return team
}

function renamed(name: string): TaxonomyTree {
  const tree = structuredClone(defaultTaxonomy)
  Object.assign(tree.aspects[0]?.labels[0] ?? {}, { name })
  return tree
}

function save(team: Team, revision: number, tree: TaxonomyTree, who: Member = 'admin') {
  return saveDraft({ ctx: team.ctx(who), input: { projectId: team.projectId, revision, tree } })
}

function publish(team: Team, revision: number, who: Member = 'admin') {
  return publishTaxonomy({ ctx: team.ctx(who), input: { projectId: team.projectId, revision } })
}

test('saves a draft beside the published version, again and again, and audits each time', async () => {
  const team = await teamWithTaxonomy()
  expect(await save(team, 0, renamed('Bent limb'))).toMatchObject({ number: 2, state: 'draft', revision: 1 })
  expect(await save(team, 1, renamed('Bent'))).toMatchObject({ number: 2, state: 'draft', revision: 2 })
  const { projectId } = team
  const versions = await listVersions({ ctx: team.ctx('annotator'), input: { projectId } })
  expect(versions.map(({ number, state }) => [number, state])).toEqual([
    [2, 'draft'],
    [1, 'published'],
  ])
  expect(versions[0]?.tree).toEqual(renamed('Bent'))
  expect((await getPublishedTaxonomy(db, projectId)).number).toBe(1)
  expect(await db.auditEvent.count({ where: { projectId, verb: 'taxonomy.save-draft' } })).toBe(2)
})

test('[TX5] publishing gives the version its hash and the map from the one before, for good', async () => {
  const team = await teamWithTaxonomy()
  await save(team, 0, renamed('Bent limb'))
  const published = await publish(team, 1)
  expect(published).toMatchObject({ number: 2, state: 'published', sha256: taxonomySha256(renamed('Bent limb')) })
  expect(await getPublishedTaxonomy(db, team.projectId)).toMatchObject({ id: published.id })
  const row = await db.taxonomyVersion.findUniqueOrThrow({ where: { id: published.id } })
  expect((row.changes as { entries: unknown[] }).entries[0]).toEqual({
    type: 'rename',
    from: ['limb_deformation'],
    to: ['limb_deformation'],
  })
  await expect(
    db.taxonomyVersion.update({ where: { id: published.id }, data: { tree: defaultTaxonomy } }),
  ).rejects.toThrow(/never change/)
  const audits = await db.auditEvent.findMany({ where: { projectId: team.projectId, verb: 'taxonomy.publish' } })
  expect(audits).toMatchObject([{ difference: { number: 2, sha256: published.sha256 } }])
})

test('only an admin of the project saves and publishes', async () => {
  const team = await teamWithTaxonomy()
  await save(team, 0, renamed('Bent limb'))
  for (const [who, code] of [
    ['reviewer', 'forbidden'],
    ['annotator', 'forbidden'],
    ['foreign', 'not-found'],
    ['paused', 'not-found'],
    ['anonymous', 'unauthenticated'],
  ] as const) {
    await expect(save(team, 1, renamed('Mine'), who)).rejects.toMatchObject({ code })
    await expect(publish(team, 1, who)).rejects.toMatchObject({ code })
  }
  await expect(listVersions({ ctx: team.ctx('foreign'), input: { projectId: team.projectId } })).rejects.toMatchObject({
    code: 'not-found',
  })
})

test('an older revision is refused and overwrites nothing', async () => {
  const team = await teamWithTaxonomy()
  await save(team, 0, renamed('Theirs'))
  await expect(save(team, 0, renamed('Mine'))).rejects.toMatchObject({ reason: 'draft-changed' })
  await save(team, 1, renamed('Theirs again'))
  await expect(publish(team, 1)).rejects.toMatchObject({ reason: 'draft-changed' })
  const [draft] = await listVersions({ ctx: team.ctx('admin'), input: { projectId: team.projectId } })
  expect(draft).toMatchObject({ state: 'draft', tree: renamed('Theirs again') })
})

test('an edit begun before a publication is stale after it', async () => {
  const team = await teamWithTaxonomy()
  await save(team, 0, renamed('Theirs'))
  await publish(team, 1)
  await expect(save(team, 0, renamed('Mine'))).rejects.toMatchObject({ reason: 'draft-changed' })
  expect(await save(team, 1, renamed('Next'))).toMatchObject({ number: 3, revision: 2 })
})

test.each([
  ['the first draft', 0],
  ['a next revision', 1],
])('of two people who save %s at once, one is told', async (_, revision) => {
  const team = await teamWithTaxonomy()
  if (revision > 0) await save(team, 0, renamed('First'))
  const results = await Promise.allSettled(['Mine', 'Theirs'].map((name) => save(team, revision, renamed(name))))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { reason: 'draft-changed' } })
})

test('of two people who publish at once, one does', async () => {
  const team = await teamWithTaxonomy()
  await save(team, 0, renamed('Bent limb'))
  const results = await Promise.allSettled([publish(team, 1), publish(team, 1)])
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('refuses to publish nothing, and a draft that equals the version before', async () => {
  const team = await teamWithTaxonomy()
  await expect(publish(team, 0)).rejects.toMatchObject({ reason: 'no-draft' })
  await save(team, 0, defaultTaxonomy)
  await expect(publish(team, 1)).rejects.toMatchObject({ reason: 'unchanged' })
})

test('a project without a published version says so', async () => {
  const team = await createTeam(db)
  await expect(getPublishedTaxonomy(db, team.projectId)).rejects.toMatchObject({ reason: 'no-taxonomy' })
})
