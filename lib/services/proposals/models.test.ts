import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createTaxonomyVersion } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createMediaProject } from '@/tests/support/media-project'
import { TINY_MODEL } from '@/workers/engines/frame-onnx/fixtures/paint'
import { readModelFolder } from './model-folder'
import { getModel, listModels } from './read-models'
import { registerModel } from './register-model'
import { tryModel } from './try-model'

const models = await mkdtemp(path.join(tmpdir(), 'framejury-models-'))
process.env.FRAMEJURY_MODELS = models
const { db } = await testDatabase()
afterAll(() => rm(models, { recursive: true, force: true }))

async function modelFolder(name: string, change: Record<string, unknown> = {}): Promise<void> {
  const folder = path.join(models, name)
  await cp(TINY_MODEL, folder, { recursive: true })
  const file = path.join(folder, 'model.json')
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), ...change }))
}

await modelFolder('tiny')

test('registers a folder by its content and audits', async () => {
  const world = await createMediaProject(db)
  const { projectId } = world
  const { isNew, ...model } = await registerModel({
    ctx: world.as(world.admin),
    input: { projectId, location: 'tiny' },
  })
  expect(isNew).toBe(true)
  expect(model).toMatchObject({ name: 'tiny', version: '1', engine: 'frame-onnx', location: 'tiny' })
  expect(model.labels).toEqual(['limb_deformation', 'motion_blur'])
  const { items } = await listModels({ ctx: world.as(world.reviewer), input: { projectId, limit: 10 } })
  expect([model]).toMatchObject(items)
  const audits = await db.auditEvent.findMany({ where: { entityId: model.id } })
  expect(audits.map(({ verb, actorId }) => [verb, actorId])).toEqual([['model.register', world.admin.id]])
})

test('the same model again, or by two people at once, is one row and one audit row', async () => {
  const world = await createMediaProject(db)
  const register = () =>
    registerModel({ ctx: world.as(world.admin), input: { projectId: world.projectId, location: 'tiny' } })
  const [first, second] = await Promise.all([register(), register()])
  // One of the two registered it; the later one is told that it already exists.
  expect([first.isNew, second.isNew].toSorted()).toEqual([false, true])
  expect(await register()).toEqual({ ...first, isNew: false })
  expect(second).toEqual({ ...first, isNew: !first.isNew })
  expect(await db.auditEvent.count({ where: { entityId: first?.id ?? '' } })).toBe(1)
})

test('other weights under a known version are a conflict', async () => {
  const world = await createMediaProject(db)
  const { projectId } = world
  await registerModel({ ctx: world.as(world.admin), input: { projectId, location: 'tiny' } })
  await modelFolder('changed')
  await writeFile(path.join(models, 'changed', 'model.onnx'), 'other weights')
  const again = registerModel({ ctx: world.as(world.admin), input: { projectId, location: 'changed' } })
  await expect(again).rejects.toMatchObject({ code: 'conflict', reason: 'version-taken' })
  await modelFolder('next', { version: '2' })
  const next = await registerModel({ ctx: world.as(world.admin), input: { projectId, location: 'next' } })
  expect(next.version).toBe('2')
})

test('[PP11] another model.json under a known version is a conflict that names what differs', async () => {
  const world = await createMediaProject(db)
  const { projectId } = world
  const register = (location: string) => registerModel({ ctx: world.as(world.admin), input: { projectId, location } })
  const known = await register('tiny')
  const manifest = JSON.parse(await readFile(path.join(models, 'tiny', 'model.json'), 'utf8'))
  await modelFolder('edited', {
    labels: manifest.labels.toReversed(),
    thresholds: { ...manifest.thresholds, labelProbability: 0.9 },
  })
  await expect(register('edited')).rejects.toMatchObject({
    code: 'conflict',
    reason: 'version-taken',
    message: expect.stringMatching(/labels, thresholds\.labelProbability.*raise its "version"/),
  })
  await modelFolder('retold', { training: { note: 'told anew' } })
  expect(await register('retold')).toEqual({ ...known, isNew: false })
})

test.each(['../elsewhere', '/etc', '.', 'builtin:../../etc'])(
  'refuses %s, which is no folder below the models',
  async (location) => {
    const world = await createMediaProject(db)
    const input = { projectId: world.projectId, location }
    await expect(registerModel({ ctx: world.as(world.admin), input })).rejects.toMatchObject({
      code: 'invalid',
      reason: 'model-location',
    })
  },
)

test('says what a wrong folder lacks', async () => {
  const world = await createMediaProject(db)
  await mkdir(path.join(models, 'empty'), { recursive: true })
  const input = { projectId: world.projectId, location: 'empty' }
  await expect(registerModel({ ctx: world.as(world.admin), input })).rejects.toThrow(/model\.json and model\.onnx/)
})

test('refuses a reviewer and hides the project from a stranger', async () => {
  const world = await createMediaProject(db)
  const input = { projectId: world.projectId, location: 'tiny' }
  await expect(registerModel({ ctx: world.as(world.reviewer), input })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(registerModel({ ctx: world.as(world.stranger), input })).rejects.toMatchObject({ code: 'not-found' })
})

test('[PP26] labels that the taxonomy lacks are named, when registering and after', async () => {
  const world = await createMediaProject(db)
  const { projectId } = world
  const ctx = world.as(world.admin)
  await modelFolder('eyed', { name: 'eyed', labels: ['limb_deformation', 'seven_eyes'] })
  const register = () => registerModel({ ctx, input: { projectId, location: 'eyed' } })
  expect((await register()).unknownLabels).toEqual([])
  await createTaxonomyVersion(db, { projectId })
  const { id, unknownLabels } = await register()
  expect(unknownLabels).toEqual(['seven_eyes'])
  expect(await getModel({ ctx, input: { projectId, modelVersionId: id } })).toMatchObject({ unknownLabels })
})

test('[PP21] a folder whose graph cannot be opened, or is not what model.json says, is refused with the reason', async () => {
  const world = await createMediaProject(db)
  const { projectId } = world
  const register = (location: string) => registerModel({ ctx: world.as(world.admin), input: { projectId, location } })
  await modelFolder('garbage')
  await writeFile(path.join(models, 'garbage', 'model.onnx'), 'not a graph')
  await expect(register('garbage')).rejects.toMatchObject({
    code: 'invalid',
    reason: 'model-folder',
    message: expect.stringContaining('model.onnx runs on no provider'),
  })
  await modelFolder('miscounted', { labels: ['extra_limbs'] })
  await expect(register('miscounted')).rejects.toThrow('"label_logits" has the shape [n, 2], it must be [any, 1]')
  expect(await db.modelVersion.count({ where: { projectId } })).toBe(0)
})

test('[PP21] a graph that does not open in time is refused', async () => {
  const folder = await readModelFolder(path.join(models, 'tiny'))
  await expect(tryModel(folder, 1)).rejects.toThrow(/was not open after 0\.001 s/)
})
