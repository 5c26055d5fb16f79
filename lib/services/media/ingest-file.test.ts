import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/platform/context'
import { testDatabase } from '@/tests/setup/database'
import { dyingContext, KilledError } from '@/tests/support/dying'
import { createMediaProject, type MediaProject, startWith } from '@/tests/support/media-project'
import { textTools } from '@/tests/support/text-tools'
import { giveUpFile, ingestFile } from './ingest-file'
import { mediaKeys } from './keys'
import { openImport } from './open-import'
import { receiveFile } from './receive-file'
import type { MediaTools } from './tools'

const { db } = await testDatabase()
const signal = new AbortController().signal

type Clips = Record<string, string>

/** An import that has begun. @returns the ids of its items by file */
async function begun(world: MediaProject, clips: Clips) {
  const ctx = world.as(world.admin)
  const { projectId } = world
  const { id: importId } = await openImport({ ctx, input: { projectId, source: 'clips' } })
  const ids: Record<string, string> = {}
  for (const [file, content] of Object.entries(clips)) {
    const localPath = await world.file(content)
    ids[file] = (await receiveFile({ ctx, input: { projectId, importId, file, localPath } })).importItemId
  }
  await startWith(ctx, { projectId, importId }, null)
  return { importId, ids }
}

const ingest = (ctx: Context, importItemId: string | undefined, media: MediaTools = textTools) =>
  ingestFile({ ctx, input: { importItemId: importItemId ?? '' }, media, signal })

const itemOf = (id: string | undefined) =>
  db.importItem.findUniqueOrThrow({ where: { id: id ?? '' }, include: { video: true, import: true } })

const removalsOf = (sha256: string | null | undefined) =>
  db.$queryRaw<unknown[]>`SELECT 1 FROM graphile_worker.jobs WHERE key = ${`deletion.remove-media:${sha256}`}`

test('[IB4] the original of a refused file is not kept; that of a clip is', async () => {
  const world = await createMediaProject(db)
  const { ids } = await begun(world, { 'p__a.mp4': 'no clip at all', 'p__b.mp4': 'clip 3' })
  await ingest(world.job, ids['p__a.mp4'])
  await ingest(world.job, ids['p__b.mp4'])
  expect(await removalsOf((await itemOf(ids['p__a.mp4'])).sha256)).toHaveLength(1)
  expect(await removalsOf((await itemOf(ids['p__b.mp4'])).sha256)).toHaveLength(0)
})

describe('[IB3] a file that costs much', () => {
  const SMALL = { pixels: 64 * 48 * 10, timeMs: 60_000 }
  const largeJobs = (id: string | undefined) =>
    db.$queryRaw<unknown[]>`SELECT 1 FROM graphile_worker.jobs WHERE key = ${`media.ingest-large-file:${id}`}`

  test('gives way, once, and is read whole in the lane of large files', async () => {
    const world = await createMediaProject(db)
    const { ids } = await begun(world, { 'p__a.mp4': 'clip 11', 'p__b.mp4': 'clip 10' })
    const quick = (id: string | undefined) =>
      ingestFile({ ctx: world.job, input: { importItemId: id ?? '' }, media: textTools, signal, budget: SMALL })
    await quick(ids['p__a.mp4'])
    await quick(ids['p__a.mp4'])
    await quick(ids['p__b.mp4'])
    expect(await itemOf(ids['p__a.mp4'])).toMatchObject({ state: 'probing', import: { state: 'working' } })
    expect(await itemOf(ids['p__b.mp4'])).toMatchObject({ state: 'ready' })
    expect(await largeJobs(ids['p__a.mp4'])).toHaveLength(1)
    expect(await largeJobs(ids['p__b.mp4'])).toHaveLength(0)
    await ingest(world.job, ids['p__a.mp4'])
    expect(await itemOf(ids['p__a.mp4'])).toMatchObject({ state: 'ready', import: { state: 'done' } })
  })
})

describe('ingesting a file', () => {
  test('makes a ready video, asks for its pairs, audits, and ends the import', async () => {
    const world = await createMediaProject(db)
    const { ids } = await begun(world, { 'p__a.mp4': 'clip 5' })
    await ingest(world.job, ids['p__a.mp4'])
    const item = await itemOf(ids['p__a.mp4'])
    expect(item).toMatchObject({ state: 'ready', reason: null, stagedKey: null, import: { state: 'done' } })
    expect(item.video).toMatchObject({ state: 'ready', frameCount: 5, durationUs: 500_000n, sha256: item.sha256 })
    expect(await world.storage.size(item.video?.storageKey ?? '')).toBe(6)
    expect(await world.storage.size(item.video?.filmstripKey ?? '')).toBe(5)
    const audits = await db.auditEvent.findMany({ where: { entityId: item.videoId ?? '' } })
    expect(audits.map(({ verb, actorType }) => [verb, actorType])).toEqual([['video.ready', 'system']])
    const pairs = await db.$queryRaw<unknown[]>`
      SELECT 1 FROM graphile_worker.jobs WHERE key = ${`media.build-pairs:${item.video?.promptId}`}`
    expect(pairs).toHaveLength(1)
  })

  test('refuses what is no video, with the reason on file and video', async () => {
    const world = await createMediaProject(db)
    const { ids } = await begun(world, { 'p__a.mp4': '<html>' })
    await ingest(world.job, ids['p__a.mp4'])
    expect(await itemOf(ids['p__a.mp4'])).toMatchObject({
      state: 'refused',
      reason: 'This is text, not a video.',
      video: { state: 'refused', refusalCode: 'no-video' },
      import: { state: 'done' },
    })
  })

  test('a second text for a known prompt_id is refused, the first stays', async () => {
    const world = await createMediaProject(db)
    const prompt = { projectId: world.projectId, externalId: 'push-up', text: 'A woman doing push-ups.' }
    await db.prompt.create({ data: prompt })
    const { ids } = await begun(world, { 'push-up__a.mp4': 'clip 5' })
    await ingest(world.job, ids['push-up__a.mp4'])
    const item = await itemOf(ids['push-up__a.mp4'])
    expect(item).toMatchObject({ state: 'refused', videoId: null })
    expect(item.reason).toContain('another text')
  })

  test('tells the remarks of a clip that is ready all the same', async () => {
    const world = await createMediaProject(db)
    const { ids } = await begun(world, { 'p__a.mp4': 'clip 1' })
    await ingest(world.job, ids['p__a.mp4'])
    expect(await itemOf(ids['p__a.mp4'])).toMatchObject({ state: 'ready', reason: 'It has one frame.' })
  })
})

describe('the same content twice', () => {
  test('two workers at once: one video, the other file is a duplicate that names it', async () => {
    const world = await createMediaProject(db)
    const { importId, ids } = await begun(world, { 'p__a.mp4': 'clip 7', 'p__b.mp4': 'clip 7' })
    await Promise.all(Object.values(ids).map((id) => ingest(world.job, id)))
    const items = await db.importItem.findMany({ where: { importId }, include: { video: true } })
    expect(items.map(({ state }) => state).sort()).toEqual(['duplicate', 'ready'])
    expect(new Set(items.map(({ videoId }) => videoId)).size).toBe(1)
    const [duplicate] = items.filter(({ state }) => state === 'duplicate')
    expect(duplicate?.reason).toContain(duplicate?.video?.fileName)
    expect(await db.video.count({ where: { projectId: world.projectId } })).toBe(1)
    expect(await db.import.findUnique({ where: { id: importId } })).toMatchObject({ state: 'done' })
  })

  test('a later import imports nothing twice; another project has its own video', async () => {
    const world = await createMediaProject(db)
    const first = await begun(world, { 'p__a.mp4': 'clip 6' })
    await ingest(world.job, first.ids['p__a.mp4'])
    const second = await begun(world, { 'q__b.mp4': 'clip 6' })
    await ingest(world.job, second.ids['q__b.mp4'])
    expect(await itemOf(second.ids['q__b.mp4'])).toMatchObject({ state: 'duplicate', import: { state: 'done' } })
    const other = await createMediaProject(db)
    const theirs = await begun(other, { 'p__a.mp4': 'clip 6' })
    await ingest(other.job, theirs.ids['p__a.mp4'])
    expect(await itemOf(theirs.ids['p__a.mp4'])).toMatchObject({ state: 'ready' })
  })

  test('one file in two workers at once ends ready, once', async () => {
    const world = await createMediaProject(db)
    const { ids } = await begun(world, { 'p__a.mp4': 'clip 8' })
    await Promise.allSettled([ingest(world.job, ids['p__a.mp4']), ingest(world.job, ids['p__a.mp4'])])
    await ingest(world.job, ids['p__a.mp4'])
    const item = await itemOf(ids['p__a.mp4'])
    expect(item).toMatchObject({ state: 'ready', video: { state: 'ready', frameCount: 8 } })
    const audits = await db.auditEvent.count({ where: { entityId: item.videoId ?? '', verb: 'video.ready' } })
    expect(audits).toBe(1)
  })
})

describe('a worker killed at any step', () => {
  test.each([
    ['a clip', 'clip 5', 'ready'],
    ['no video', 'text', 'refused'],
  ])('the next one ends %s as if nothing had been', async (_, content, ending) => {
    const world = await createMediaProject(db)
    let finished = false
    for (let dieAt = 1; !finished; dieAt += 1) {
      const file = `p${dieAt}__a.mp4`
      const own = `${content} ${dieAt}`
      const { importId, ids } = await begun(world, { [file]: own })
      const dying = dyingContext(world.job, dieAt)
      await ingest(dying.ctx, ids[file]).catch((error: unknown) => expect(error).toBeInstanceOf(KilledError))
      finished = dying.uses() < dieAt
      await ingest(world.job, ids[file])
      const item = await itemOf(ids[file])
      expect(item, `killed at use ${dieAt}`).toMatchObject({
        state: ending,
        stagedKey: null,
        video: { state: ending },
        import: { state: 'done' },
      })
      expect(await world.storage.size(mediaKeys.original(item.sha256 ?? ''))).toBe(own.length)
      expect(await db.video.count({ where: { importItems: { some: { importId } } } })).toBe(1)
      expect(dieAt).toBeLessThan(40)
    }
  })

  test('bytes that are gone are said to be', async () => {
    const world = await createMediaProject(db)
    const { ids } = await begun(world, { 'p__a.mp4': 'clip 5' })
    await world.storage.remove((await itemOf(ids['p__a.mp4'])).stagedKey ?? '')
    await ingest(world.job, ids['p__a.mp4'])
    expect(await itemOf(ids['p__a.mp4'])).toMatchObject({ state: 'refused', import: { state: 'done' } })
  })
})

describe('giving a file up', () => {
  const broken: MediaTools = {
    ...textTools,
    ingest: () => Promise.reject(new Error('The decoder crashed.')),
  }

  test('ends file, video and import with the reason, and again changes nothing', async () => {
    const world = await createMediaProject(db)
    const { ids } = await begun(world, { 'p__a.mp4': 'clip 5' })
    await expect(ingest(world.job, ids['p__a.mp4'], broken)).rejects.toThrow('crashed')
    const input = { importItemId: ids['p__a.mp4'] ?? '' }
    await giveUpFile({ ctx: world.job, input, reason: 'It failed four times.' })
    await giveUpFile({ ctx: world.job, input, reason: 'Another reason.' })
    expect(await itemOf(ids['p__a.mp4'])).toMatchObject({
      state: 'refused',
      reason: 'It failed four times.',
      video: { state: 'refused', refusalCode: 'worker-failed' },
      import: { state: 'done' },
    })
  })

  test('when the same content comes again it is tried again', async () => {
    const world = await createMediaProject(db)
    const first = await begun(world, { 'p__a.mp4': 'clip 5' })
    await expect(ingest(world.job, first.ids['p__a.mp4'], broken)).rejects.toThrow('crashed')
    await giveUpFile({ ctx: world.job, input: { importItemId: first.ids['p__a.mp4'] ?? '' }, reason: 'Failed.' })
    const second = await begun(world, { 'p__a.mp4': 'clip 5' })
    await ingest(world.job, second.ids['p__a.mp4'])
    expect(await itemOf(second.ids['p__a.mp4'])).toMatchObject({
      state: 'ready',
      video: { state: 'ready', refusalReason: null },
    })
  })
})
