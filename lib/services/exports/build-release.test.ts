import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { Gates, Manifest, type MarkChoice } from '@/lib/domain/exports'
import { defaultTaxonomy } from '@/lib/domain/taxonomy'
import type { Context } from '@/lib/platform/context'
import { createDiskStorage } from '@/lib/platform/storage'
import type { MediaTools } from '@/lib/services/media'
import { publishTaxonomy, saveDraft } from '@/lib/services/taxonomy'
import { contextFor } from '@/prisma/factories'
import { createReleaseWorld, type ReleaseWorld } from '@/prisma/factories/release-world'
import { testDatabase } from '@/tests/setup/database'
import { closeDecoders } from '@/workers/media-process/media-process'
import { mediaTools } from '@/workers/media-tools'
import { buildRelease } from './build-release'
import { copyRelease } from './copy-release'
import { createRelease } from './create-release'
import { getRelease, listReleaseFiles } from './read-releases'

const folder = await mkdtemp(path.join(tmpdir(), 'framejury-build-'))
afterAll(async () => {
  await closeDecoders()
  await rm(folder, { recursive: true, force: true })
})

const storage = createDiskStorage(path.join(folder, 'media'))
const SYSTEM = { type: 'system', job: 'test' } as const

async function systemContext(): Promise<Context> {
  const { db } = await testDatabase()
  return contextFor(db, SYSTEM, { storage })
}

async function order({ project }: ReleaseWorld, gates: Partial<Gates> = {}, seed = 3, marks: MarkChoice = 'expanded') {
  const input = { projectId: project.id, name: 'Test', seed, marks, gates: Gates.parse(gates) }
  const { id } = await createRelease({ ctx: await systemContext(), input })
  return { projectId: project.id, releaseId: id }
}

async function build(releaseId: string, media: MediaTools = mediaTools, signal = new AbortController().signal) {
  await buildRelease({ ctx: await systemContext(), input: { releaseId }, media, signal })
}

async function built(world: ReleaseWorld, gates: Partial<Gates> = {}, seed = 3) {
  const input = await order(world, gates, seed)
  await build(input.releaseId)
  const ctx = await systemContext()
  return { input, release: await getRelease({ ctx, input }) }
}

/** Three prompts with two pairs each; people agree on all but the last pair. Releases change nothing in it, so tests share it. */
let shared: Promise<ReleaseWorld> | undefined
function agreeingWorld(): Promise<ReleaseWorld> {
  shared ??= makeAgreeingWorld()
  return shared
}

async function makeAgreeingWorld(): Promise<ReleaseWorld> {
  const world = await createReleaseWorld(await systemContext(), { prompts: 3, pairsPerPrompt: 2 })
  const [first, second] = world.annotators
  for (const [place, pair] of world.pairs.entries()) {
    const isLast = place === world.pairs.length - 1
    await world.answer(pair, first, { preference: 'A' })
    await world.answer(pair, second, { preference: isLast ? 'B' : 'A' })
  }
  return world
}

function rowsOf(file: string) {
  return asyncBufferFromFile(file).then((buffer) => parquetReadObjects({ file: buffer, utf8: false }))
}

test('[EX19] [EX21] [EX35] a release goes from annotations to a folder that an independent reader opens', async () => {
  const world = await agreeingWorld()
  const { input, release } = await built(world)
  expect(release).toMatchObject({ state: 'ready', progress: 1, error: null })
  expect(release.counts).toMatchObject({ considered: 6, dropped: { 'undecided-preference': 1 } })
  const ctx = await systemContext()
  const out = path.join(folder, 'copy')
  const manifest = await copyRelease({ ctx, input, out })
  expect(Manifest.parse(JSON.parse(await readFile(path.join(out, 'manifest.json'), 'utf8')))).toEqual(manifest)

  const tables = manifest.files.filter(({ path: file }) => /^pairs\/.*\.parquet$/.test(file))
  const pairs = (await Promise.all(tables.map((table) => rowsOf(path.join(out, table.path))))).flat()
  expect(pairs).toHaveLength(5)
  expect(new Set(pairs.map(({ pair_id }) => pair_id))).toEqual(new Set(world.pairs.slice(0, 5).map(({ id }) => id)))
  for (const row of pairs) {
    expect(row).toMatchObject({ preference: 'A', labels_a: [], labels_b: ['extra_limbs'] })
    const { width, height, format } = await sharp(row.frame_a.bytes).metadata()
    expect({ width, height, format }).toEqual({ width: 64, height: 48, format: 'jpeg' })
  }
  const items = await ctx.db.releaseItem.findMany({ where: { releaseId: input.releaseId } })
  expect(items).toHaveLength(5)
  expect(await ctx.db.auditEvent.count({ where: { entityId: input.releaseId, verb: 'release.ready' } })).toBe(1)
})

test('lists the manifest first and pictures last, by pages, with their links', async () => {
  const { input, release } = await built(await agreeingWorld())
  const ctx = await systemContext()
  const first = await listReleaseFiles({ ctx, input: { ...input, limit: 4 } })
  expect(first.items[0]).toMatchObject({ path: 'manifest.json', sha256: release.manifestSha256 })
  expect(first.items[0]?.url).toMatch(/^\/api\/media\//)
  const rest = await listReleaseFiles({ ctx, input: { ...input, limit: 100, cursor: first.nextCursor ?? undefined } })
  const paths = [...first.items, ...rest.items].map(({ path: file }) => file)
  expect(new Set(paths).size).toBe(paths.length)
  const pictures = paths.filter((file) => file.endsWith('.jpg'))
  expect(paths.slice(-pictures.length)).toEqual(pictures)
  const row = await ctx.db.release.findUniqueOrThrow({ where: { id: input.releaseId } })
  const size = await storage.size(`${row.storagePrefix}/manifest.json`)
  expect(first.items[0]?.bytes).toBe(size)
})

test('[EX29] the same annotations and seed give the same files; the card alone names the release', async () => {
  const world = await agreeingWorld()
  const ctx = await systemContext()
  const sums = async (seed: number) => {
    const { input } = await built(world, {}, seed)
    const { manifest } = await ctx.db.release.findUniqueOrThrow({ where: { id: input.releaseId } })
    const { files } = Manifest.parse(manifest)
    return files.filter(({ path: file }) => file !== 'README.md').map(({ path: file, sha256 }) => `${file} ${sha256}`)
  }
  const first = await sums(3)
  expect(await sums(3)).toEqual(first)
  expect(await sums(4)).not.toEqual(first)
})

test('a killed build leaves the release building and nothing behind; the next one finishes it', async () => {
  const input = await order(await agreeingWorld())
  const kill = new AbortController()
  const dying: MediaTools = {
    ...mediaTools,
    async *frameImages(request, signal) {
      for await (const image of mediaTools.frameImages(request, signal)) {
        yield image
        kill.abort(new Error('killed'))
      }
    },
  }
  await expect(build(input.releaseId, dying, kill.signal)).rejects.toThrow()
  const ctx = await systemContext()
  expect(await getRelease({ ctx, input })).toMatchObject({ state: 'building', counts: null })
  const left = await readdir(await storage.scratch())
  expect(left.filter((name) => name.startsWith('release-'))).toEqual([])
  await build(input.releaseId)
  expect(await getRelease({ ctx, input })).toMatchObject({ state: 'ready' })
})

test('two builds at once make one release', async () => {
  const input = await order(await agreeingWorld())
  await Promise.all([build(input.releaseId), build(input.releaseId)])
  const ctx = await systemContext()
  expect(await getRelease({ ctx, input })).toMatchObject({ state: 'ready' })
  expect(await ctx.db.releaseItem.count({ where: { releaseId: input.releaseId } })).toBe(5)
  await copyRelease({ ctx, input, out: path.join(folder, 'twice') })
})

test('without a pair that passes, the release fails and says why', async () => {
  const { release } = await built(await agreeingWorld(), { minAnnotations: 3 })
  expect(release).toMatchObject({ state: 'failed', counts: null, manifestSha256: null })
  expect(release.error).toContain('6 considered; left out: 6 too-few-annotations')
})

test('a release that is not ready cannot be copied, nor over a folder that holds something', async () => {
  const world = await agreeingWorld()
  const ctx = await systemContext()
  const waiting = await order(world)
  const out = path.join(folder, 'refused')
  await expect(copyRelease({ ctx, input: waiting, out })).rejects.toMatchObject({ reason: 'release-not-ready' })
  await build(waiting.releaseId)
  await expect(copyRelease({ ctx, input: waiting, out: folder })).rejects.toThrow('already exists')
})

test('answers under an older taxonomy are read through its map; retired labels keep their pair out', async () => {
  const world = await createReleaseWorld(await systemContext(), { prompts: 2, pairsPerPrompt: 2 })
  for (const [place, pair] of world.pairs.entries())
    for (const person of world.annotators)
      await world.answer(pair, person, {
        preference: 'A',
        labelKey: place === 0 ? 'facial_deformation' : 'extra_limbs',
      })
  const { db } = await testDatabase()
  const tree = structuredClone(defaultTaxonomy)
  for (const aspect of tree.aspects) {
    aspect.labels = aspect.labels.filter(({ key }) => key !== 'facial_deformation')
    for (const label of aspect.labels) if (label.key === 'extra_limbs') label.key = 'surplus_limbs'
  }
  const ctx = contextFor(db, world.admin)
  const projectId = world.project.id
  const draft = await saveDraft({ ctx, input: { projectId, revision: world.taxonomy.revision, tree } })
  await publishTaxonomy({ ctx, input: { projectId, revision: draft.revision } })
  const { release } = await built(world)
  expect(release.counts).toMatchObject({ considered: 4, dropped: { flagged: 1 }, labels: { surplus_limbs: 3 } })
  expect(release.counts?.labels).not.toHaveProperty('extra_limbs')
})
