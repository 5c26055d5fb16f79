import { readdir, truncate } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { MAX_TABLE_BYTES } from '@/lib/contracts/http/media'
import { leftOutList } from '@/lib/domain/media'
import { testDatabase } from '@/tests/setup/database'
import { createMediaProject, type MediaProject, startWith } from '@/tests/support/media-project'
import { giveUpMatching, matchImport } from './match-import'
import { openImport } from './open-import'
import { getImport, listImportItems, listImports } from './read-imports'
import { expectFile, receiveFile } from './receive-file'
import { receiveTable } from './receive-table'
import { startImport } from './start-import'

const { db } = await testDatabase()
const CSV = 'file,prompt_id,prompt,generator\n'

type Place = { projectId: string; importId: string }

async function opened(world: MediaProject): Promise<Place> {
  const { projectId } = world
  const { id } = await openImport({ ctx: world.as(world.admin), input: { projectId, source: 'clips' } })
  return { projectId, importId: id }
}

async function received(world: MediaProject, files: readonly string[]) {
  const place = await opened(world)
  for (const file of files) {
    const localPath = await world.file(`clip 5 ${file}`)
    await receiveFile({ ctx: world.as(world.admin), input: { ...place, file, localPath } })
  }
  return place
}

async function statesOf(world: MediaProject, place: { projectId: string; importId: string }) {
  const { items } = await listImportItems({ ctx: world.as(world.reviewer), input: { ...place, limit: 100 } })
  return Object.fromEntries(items.map(({ file, state, reason }) => [file, { state, reason }]))
}

const auditOf = (entityId: string) => db.auditEvent.findMany({ where: { entityId }, orderBy: { at: 'asc' } })

describe('opening an import', () => {
  test('opens it and audits', async () => {
    const world = await createMediaProject(db)
    const { importId, projectId } = await opened(world)
    expect(await getImport({ ctx: world.as(world.reviewer), input: { importId, projectId } })).toMatchObject({
      source: 'clips',
      state: 'open',
    })
    expect((await auditOf(importId)).map(({ verb, actorId }) => [verb, actorId])).toEqual([
      ['import.open', world.admin.id],
    ])
  })

  test('refuses a reviewer, and hides the project from a stranger', async () => {
    const world = await createMediaProject(db)
    const input = { projectId: world.projectId, source: 'clips' }
    await expect(openImport({ ctx: world.as(world.reviewer), input })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(openImport({ ctx: world.as(world.stranger), input })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('an annotator sees no imports', async () => {
    const world = await createMediaProject(db)
    const input = { projectId: world.projectId, limit: 10 }
    await expect(listImports({ ctx: world.as(world.annotator), input })).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('receiving a file', () => {
  test('takes the bytes in and keeps the path in one spelling', async () => {
    const world = await createMediaProject(db)
    const place = await opened(world)
    const localPath = await world.file('clip 5')
    const input = { ...place, file: './pairs\\..\\pairs/a.mp4', localPath }
    const { importItemId } = await receiveFile({ ctx: world.as(world.admin), input })
    const item = await db.importItem.findUniqueOrThrow({ where: { id: importItemId } })
    expect(item).toMatchObject({ file: 'pairs/a.mp4', state: 'waiting' })
    expect(await world.storage.size(item.stagedKey ?? '')).toBe(6)
  })

  test('a path twice is a conflict that leaves the first alone and no bytes behind', async () => {
    const world = await createMediaProject(db)
    const place = await received(world, ['a.mp4'])
    const send = async () => {
      const localPath = await world.file('clip 9')
      return receiveFile({ ctx: world.as(world.admin), input: { ...place, file: 'b.mp4', localPath } })
    }
    const results = await Promise.allSettled([send(), send(), send()])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict', reason: 'file-twice' })
    }
    const input = { ...place, file: 'a.mp4' }
    await expect(expectFile({ ctx: world.as(world.admin), input })).rejects.toMatchObject({ reason: 'file-twice' })
    expect(await db.importItem.count({ where: { importId: place.importId } })).toBe(2)
  })

  test('refuses absolute paths, other roles and other projects', async () => {
    const world = await createMediaProject(db)
    const place = await opened(world)
    const localPath = await world.file('clip 5')
    const input = { ...place, file: 'a.mp4', localPath }
    for (const file of ['/etc/passwd', 'C:\\clips\\a.mp4']) {
      const absolute = receiveFile({ ctx: world.as(world.admin), input: { ...input, file } })
      await expect(absolute).rejects.toMatchObject({ code: 'invalid' })
    }
    await expect(receiveFile({ ctx: world.as(world.reviewer), input })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(receiveFile({ ctx: world.as(world.stranger), input })).rejects.toMatchObject({ code: 'not-found' })
    const elsewhere = { ...input, projectId: world.foreign.id }
    await expect(receiveFile({ ctx: world.as(world.stranger), input: elsewhere })).rejects.toMatchObject({
      code: 'not-found',
    })
    expect(await db.importItem.count({ where: { importId: place.importId } })).toBe(0)
  })
})

const manifestOf = (text: string, name = 'manifest.csv') => ({ name, text })

async function sendTable(
  world: MediaProject,
  place: Place,
  kind: 'manifest' | 'left-out',
  text: string,
  as = world.admin,
) {
  const localPath = await world.file(text)
  const file = kind === 'manifest' ? 'manifest.csv' : 'left-out.jsonl'
  await receiveTable({ ctx: world.as(as), input: { ...place, kind, file, localPath } })
}

const stagedFiles = (world: MediaProject, { importId }: Place) => readdir(world.folder(`uploads/${importId}`))

describe('receiving a table', () => {
  test('a later manifest replaces the first, and no bytes of it stay', async () => {
    const world = await createMediaProject(db)
    const place = await received(world, ['a.mp4'])
    await sendTable(world, place, 'manifest', 'nonsense')
    await sendTable(world, place, 'manifest', `${CSV}a.mp4,p,P,g\n`)
    expect(await stagedFiles(world, place)).toHaveLength(2)
    await startImport({ ctx: world.as(world.admin), input: { ...place, manifest: 'uploaded' } })
    await matchImport({ ctx: world.job, input: { importId: place.importId } })
    expect(await statesOf(world, place)).toEqual({ 'a.mp4': { state: 'waiting', reason: null } })
    expect(await stagedFiles(world, place)).toHaveLength(1)
  })

  test('refuses other roles, other projects, a started import, another format and a table too large', async () => {
    const world = await createMediaProject(db)
    const place = await received(world, ['p__a.mp4'])
    const send = (as: MediaProject['admin'], changes: object = {}) =>
      world.file(CSV).then((localPath) => {
        const input = { ...place, kind: 'manifest' as const, file: 'manifest.csv', localPath, ...changes }
        return receiveTable({ ctx: world.as(as), input })
      })
    await expect(send(world.reviewer)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(send(world.stranger)).rejects.toMatchObject({ code: 'not-found' })
    await expect(send(world.admin, { file: 'manifest.xlsx' })).rejects.toMatchObject({ reason: 'manifest-format' })
    const localPath = await world.file('')
    await truncate(localPath, MAX_TABLE_BYTES + 1)
    await expect(send(world.admin, { localPath })).rejects.toMatchObject({ code: 'too-large' })
    await startImport({ ctx: world.as(world.admin), input: { ...place, manifest: null } })
    await expect(send(world.admin)).rejects.toMatchObject({ reason: 'import-started' })
    expect(await stagedFiles(world, place)).toHaveLength(1)
  })
})

describe('starting an import', () => {
  test('[MF12] [MF13] a job matches with the manifest, hands accepted files on, reports the rest and audits', async () => {
    const world = await createMediaProject(db)
    const place = await received(world, ['a.mp4', 'bad.mp4', 'extra.mp4'])
    await sendTable(world, place, 'manifest', `${CSV}a.mp4,p,A prompt,one\nbad.mp4,p,,two\ngone.mp4,p,A prompt,three\n`)
    await sendTable(world, place, 'left-out', leftOutList(['README.md', 'a.mp4']))
    const view = await startImport({ ctx: world.as(world.admin), input: { ...place, manifest: 'uploaded' } })
    expect(view).toMatchObject({ state: 'matching', counts: { waiting: 3 } })
    await matchImport({ ctx: world.job, input: { importId: place.importId } })
    expect(await getImport({ ctx: world.as(world.admin), input: place })).toMatchObject({
      state: 'working',
      problem: null,
      counts: { waiting: 1, refused: 1, unlisted: 2, missing: 1 },
    })
    expect(await statesOf(world, place)).toEqual({
      'a.mp4': { state: 'waiting', reason: null },
      'bad.mp4': { state: 'refused', reason: expect.stringContaining('column "prompt"') },
      'extra.mp4': { state: 'unlisted', reason: expect.any(String) },
      'README.md': { state: 'unlisted', reason: expect.any(String) },
      'gone.mp4': { state: 'missing', reason: expect.stringContaining('gone.mp4') },
    })
    const waiting = await db.importItem.findMany({ where: { importId: place.importId, stagedKey: { not: null } } })
    expect(waiting.map(({ file, row }) => [file, row])).toEqual([
      ['a.mp4', expect.objectContaining({ prompt_id: 'p', prompt: 'A prompt', generator: 'one' })],
    ])
    const queued = await db.$queryRaw<{ key: string }[]>`
      SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'media.ingest-file' AND key LIKE ${`%${waiting[0]?.id}`}`
    expect(queued).toHaveLength(1)
    expect((await auditOf(place.importId)).map(({ verb }) => verb)).toEqual([
      'import.open',
      'import.start',
      'import.match',
    ])
  })

  test('the job is there with the start, and twice it matches once', async () => {
    const world = await createMediaProject(db)
    const place = await received(world, ['p__a.mp4'])
    await startImport({ ctx: world.as(world.admin), input: { ...place, manifest: null } })
    const queued = await db.$queryRaw<{ key: string }[]>`
      SELECT key FROM graphile_worker.jobs WHERE key = ${`media.match-import:${place.importId}`}`
    expect(queued).toHaveLength(1)
    const match = () => matchImport({ ctx: world.job, input: { importId: place.importId } })
    await Promise.all([match(), match(), match()])
    expect((await auditOf(place.importId)).filter(({ verb }) => verb === 'import.match')).toHaveLength(1)
  })

  test('without a manifest names decide; an import whose every file is refused is done at once', async () => {
    const world = await createMediaProject(db)
    const place = await received(world, ['holiday.mp4'])
    await sendTable(world, place, 'manifest', `${CSV}holiday.mp4,p,P,g\n`)
    await startWith(world.as(world.admin), place, null)
    const view = await getImport({ ctx: world.as(world.admin), input: place })
    expect(view).toMatchObject({ state: 'done', counts: { refused: 1 } })
    expect((await statesOf(world, place))['holiday.mp4']?.reason).toContain('prompt__generator.ext')
  })

  test('[MF13] a manifest that cannot be read opens the import again and says why, with its line', async () => {
    const world = await createMediaProject(db)
    const place = await received(world, ['a.mp4'])
    async function problemOf(text: string, name?: string) {
      await startWith(world.as(world.admin), place, manifestOf(text, name))
      return getImport({ ctx: world.as(world.admin), input: place })
    }
    expect(await problemOf(`${CSV}a,"b`)).toMatchObject({ state: 'open', problem: expect.stringContaining('line 2') })
    expect(await problemOf('{"file":"a.mp4"}\nnonsense\n', 'm.jsonl')).toMatchObject({
      state: 'open',
      problem: expect.stringContaining('Line 2'),
    })
    expect(await problemOf(CSV)).toMatchObject({ state: 'open', problem: expect.stringContaining('no rows') })
    expect(await problemOf(`\uFEFF${CSV}a.mp4,p,P,g\n`)).toMatchObject({ state: 'working', problem: null })
  })

  test('a matching that fails for good opens the import again', async () => {
    const world = await createMediaProject(db)
    const place = await received(world, ['p__a.mp4'])
    await startImport({ ctx: world.as(world.admin), input: { ...place, manifest: null } })
    await giveUpMatching({ ctx: world.job, input: { importId: place.importId } })
    const view = await getImport({ ctx: world.as(world.admin), input: place })
    expect(view).toMatchObject({ state: 'open', problem: expect.stringContaining('could not be matched') })
  })

  test('thousands of rows are matched in seconds', async () => {
    const world = await createMediaProject(db)
    const place = await received(world, ['a1.mp4'])
    const rows = Array.from({ length: 30_000 }, (_, index) => `a${index}.mp4,p${index},P,g`)
    await startWith(world.as(world.admin), place, manifestOf(CSV + rows.join('\n')))
    const view = await getImport({ ctx: world.as(world.admin), input: place })
    expect(view).toMatchObject({ state: 'working', counts: { waiting: 1, missing: 29_999 } })
  })

  test('refuses a reviewer, hides it from a stranger, wants files or the manifest that decides', async () => {
    const world = await createMediaProject(db)
    const place = await opened(world)
    const input = { ...place, manifest: null }
    await expect(startImport({ ctx: world.as(world.reviewer), input })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(startImport({ ctx: world.as(world.stranger), input })).rejects.toMatchObject({ code: 'not-found' })
    const elsewhere = { ...input, projectId: world.foreign.id }
    await expect(startImport({ ctx: world.as(world.stranger), input: elsewhere })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(startImport({ ctx: world.as(world.admin), input })).rejects.toMatchObject({ reason: 'no-files' })
    const unsent = startImport({ ctx: world.as(world.admin), input: { ...place, manifest: 'uploaded' } })
    await expect(unsent).rejects.toMatchObject({ reason: 'no-manifest' })
    expect((await getImport({ ctx: world.as(world.admin), input: place })).state).toBe('open')
  })

  test('of two starts one wins', async () => {
    const world = await createMediaProject(db)
    const place = await received(world, ['p__a.mp4'])
    const start = () => startImport({ ctx: world.as(world.admin), input: { ...place, manifest: null } })
    const results = await Promise.allSettled([start(), start(), start()])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ reason: 'import-started' })
    }
  })

  test('files that arrive while it starts are matched or refused, never forgotten', async () => {
    const world = await createMediaProject(db)
    const place = await received(world, ['p__first.mp4'])
    const arrive = async (index: number) => {
      const localPath = await world.file(`clip ${index}`)
      const input = { ...place, file: `p__${index}.mp4`, localPath }
      return receiveFile({ ctx: world.as(world.admin), input })
    }
    const early = Array.from({ length: 8 }, (_, index) => arrive(index))
    const start = startImport({ ctx: world.as(world.admin), input: { ...place, manifest: null } })
    const late = Array.from({ length: 8 }, (_, index) => arrive(index + 8))
    const results = await Promise.allSettled([...early, ...late])
    await start
    await matchImport({ ctx: world.job, input: { importId: place.importId } })
    const taken = results.filter(({ status }) => status === 'fulfilled').length
    const items = await db.importItem.findMany({ where: { importId: place.importId } })
    expect(items).toHaveLength(taken + 1)
    expect(items.every(({ row }) => row !== null)).toBe(true)
  })
})
