import { describe, expect, test } from 'vitest'
import { testDatabase } from '@/tests/setup/database'
import { createMediaProject, type MediaProject } from '@/tests/support/media-project'
import { getImport } from './get-import'
import { listImportItems } from './list-import-items'
import { listImports } from './list-imports'
import { openImport } from './open-import'
import { expectFile, receiveFile } from './receive-file'
import { startImport } from './start-import'

const { db } = await testDatabase()
const CSV = 'file,prompt_id,prompt,generator\n'

async function opened(world: MediaProject): Promise<{ projectId: string; importId: string }> {
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

describe('starting an import', () => {
  test('matches with the manifest, hands accepted files to the worker, reports the rest and audits', async () => {
    const world = await createMediaProject(db)
    const place = await received(world, ['a.mp4', 'bad.mp4', 'extra.mp4'])
    const text = `${CSV}a.mp4,p,A prompt,one\nbad.mp4,p,,two\ngone.mp4,p,A prompt,three\n`
    const input = { ...place, manifest: { format: 'csv' as const, text }, leftOut: ['README.md'] }
    const view = await startImport({ ctx: world.as(world.admin), input })
    expect(view).toMatchObject({ state: 'working', counts: { waiting: 1, refused: 1, unlisted: 2, missing: 1 } })
    expect(await statesOf(world, place)).toEqual({
      'a.mp4': { state: 'waiting', reason: null },
      'bad.mp4': { state: 'refused', reason: expect.stringContaining('column "prompt"') },
      'extra.mp4': { state: 'unlisted', reason: expect.any(String) },
      'README.md': { state: 'unlisted', reason: expect.any(String) },
      'gone.mp4': { state: 'missing', reason: expect.stringContaining('gone.mp4') },
    })
    const waiting = await db.importItem.findMany({ where: { importId: place.importId, stagedKey: { not: null } } })
    expect(waiting.map(({ file }) => file)).toEqual(['a.mp4'])
    const queued = await db.$queryRaw<{ key: string }[]>`
      SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'media.ingest-file' AND key LIKE ${`%${waiting[0]?.id}`}`
    expect(queued).toHaveLength(1)
    expect((await auditOf(place.importId)).map(({ verb }) => verb)).toEqual(['import.open', 'import.start'])
  })

  test('without a manifest names decide; an import whose every file is refused is done at once', async () => {
    const world = await createMediaProject(db)
    const place = await received(world, ['holiday.mp4'])
    const input = { ...place, manifest: null, leftOut: [] }
    const view = await startImport({ ctx: world.as(world.admin), input })
    expect(view).toMatchObject({ state: 'done', counts: { refused: 1 } })
    expect((await statesOf(world, place))['holiday.mp4']?.reason).toContain('prompt__generator.ext')
  })

  test('a manifest that cannot be read leaves the import open', async () => {
    const world = await createMediaProject(db)
    const place = await received(world, ['a.mp4'])
    const start = (text: string, format: 'csv' | 'jsonl') =>
      startImport({ ctx: world.as(world.admin), input: { ...place, manifest: { format, text }, leftOut: [] } })
    await expect(start(`${CSV}a,"b`, 'csv')).rejects.toMatchObject({ reason: 'manifest-csv' })
    await expect(start('{"file":"a.mp4"}\nnonsense\n', 'jsonl')).rejects.toThrow('Line 2')
    await expect(start(CSV, 'csv')).rejects.toMatchObject({ reason: 'manifest-empty' })
    expect((await getImport({ ctx: world.as(world.admin), input: place })).state).toBe('open')
    expect((await start(`\uFEFF${CSV}a.mp4,p,P,g\n`, 'csv')).state).toBe('working')
  })

  test('refuses a reviewer, hides it from a stranger, wants files', async () => {
    const world = await createMediaProject(db)
    const place = await opened(world)
    const input = { ...place, manifest: null, leftOut: [] }
    await expect(startImport({ ctx: world.as(world.reviewer), input })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(startImport({ ctx: world.as(world.stranger), input })).rejects.toMatchObject({ code: 'not-found' })
    const elsewhere = { ...input, projectId: world.foreign.id }
    await expect(startImport({ ctx: world.as(world.stranger), input: elsewhere })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(startImport({ ctx: world.as(world.admin), input })).rejects.toMatchObject({ reason: 'no-files' })
  })

  test('of two starts one wins', async () => {
    const world = await createMediaProject(db)
    const place = await received(world, ['p__a.mp4'])
    const start = () => startImport({ ctx: world.as(world.admin), input: { ...place, manifest: null, leftOut: [] } })
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
    const start = startImport({ ctx: world.as(world.admin), input: { ...place, manifest: null, leftOut: [] } })
    const late = Array.from({ length: 8 }, (_, index) => arrive(index + 8))
    const results = await Promise.allSettled([...early, ...late])
    await start
    const taken = results.filter(({ status }) => status === 'fulfilled').length
    const items = await db.importItem.findMany({ where: { importId: place.importId } })
    expect(items).toHaveLength(taken + 1)
    expect(items.every(({ row }) => row !== null)).toBe(true)
  })
})
