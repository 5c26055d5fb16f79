import { mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { MAX_TABLE_BYTES, MAX_UPLOAD_BYTES, UPLOADS_PATH } from '@/lib/contracts/http/media'
import { TokenScope } from '@/lib/domain/accounts'
import type { Context } from '@/lib/platform/context'
import { openImport, startImport } from '@/lib/services/media'
import { testDatabase } from '@/tests/setup/database'
import { createMediaProject, type MediaProject } from '@/tests/support/media-project'
import { handleUpload, sweepParts } from './tus-server'

const data = await mkdtemp(path.join(tmpdir(), 'framejury-uploads-'))
process.env.FRAMEJURY_DATA = data
const { db } = await testDatabase()
afterAll(() => rm(data, { recursive: true, force: true }))

const TUS = { 'Tus-Resumable': '1.0.0' }

type Place = { projectId: string; importId: string }

async function opened(): Promise<{ world: MediaProject; place: Place; admin: Context }> {
  const world = await createMediaProject(db)
  const admin = world.as(world.admin)
  const { projectId } = world
  const { id: importId } = await openImport({ ctx: admin, input: { projectId, source: 'clips' } })
  return { world, place: { projectId, importId }, admin }
}

function metadataOf(fields: Record<string, string>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',')
}

function create(ctx: Context, fields: Record<string, string>, bytes: number): Promise<Response> {
  const headers = { ...TUS, 'Upload-Length': `${bytes}`, 'Upload-Metadata': metadataOf(fields) }
  return handleUpload(new Request(`http://jury.test${UPLOADS_PATH}`, { method: 'POST', headers }), ctx)
}

function continued(ctx: Context, location: string | null, method: string, offset?: number, body?: string) {
  const headers = {
    ...TUS,
    ...(offset === undefined
      ? {}
      : { 'Upload-Offset': `${offset}`, 'Content-Type': 'application/offset+octet-stream' }),
  }
  return handleUpload(new Request(`http://jury.test${location}`, { method, headers, body }), ctx)
}

const reasonOf = async (response: Response) => ((await response.json()) as { data: { reason: string } }).data.reason

describe('uploading a file', () => {
  test('takes it in parts, says where it stands, and hands the whole over', async () => {
    const { world, place, admin } = await opened()
    const created = await create(admin, { ...place, file: 'pairs/naïve 視頻.mp4' }, 6)
    expect(created.status).toBe(201)
    const location = created.headers.get('Location')
    expect(location).toMatch(/^\/api\/uploads\/[0-9a-f]+$/)
    expect((await continued(admin, location, 'PATCH', 0, 'cli')).headers.get('Upload-Offset')).toBe('3')
    expect((await continued(admin, location, 'HEAD')).headers.get('Upload-Offset')).toBe('3')
    expect((await continued(admin, location, 'PATCH', 3, 'p 5')).status).toBe(204)
    const item = await db.importItem.findFirstOrThrow({ where: { importId: place.importId } })
    expect(item).toMatchObject({ file: 'pairs/naïve 視頻.mp4', state: 'waiting' })
    expect(await world.storage.size(item.stagedKey ?? '')).toBe(6)
    expect(await readdir(path.join(data, 'uploads-partial'))).toEqual([])
  })

  test('[TK2] a token needs the scope import, to begin and to go on', async () => {
    const { world, place, admin } = await opened()
    const scripted = (...scopes: TokenScope[]): Context => ({
      ...admin,
      actor: { type: 'token', userId: world.admin.id, tokenId: place.importId, scopes },
    })
    const begun = await create(scripted('import'), { ...place, file: 'a.mp4' }, 3)
    expect(begun.status).toBe(201)
    const others = TokenScope.options.filter((scope) => scope !== 'import')
    const location = begun.headers.get('Location')
    await expect(create(scripted(...others), { ...place, file: 'b.mp4' }, 3)).rejects.toMatchObject({ reason: 'scope' })
    await expect(continued(scripted(...others), location, 'HEAD')).rejects.toMatchObject({ reason: 'scope' })
    await expect(continued(scripted(), location, 'PATCH', 0, 'abc')).rejects.toMatchObject({ reason: 'scope' })
  })

  test('[MF13] a manifest is a file of the import, and no item; one too large is refused before its bytes', async () => {
    const { world, place, admin } = await opened()
    const fields = { ...place, kind: 'manifest', file: 'manifest.csv' }
    const location = (await create(admin, fields, 4)).headers.get('Location')
    expect((await continued(admin, location, 'PATCH', 0, 'file')).status).toBe(204)
    const { manifestKey, manifestName } = await db.import.findUniqueOrThrow({ where: { id: place.importId } })
    expect([manifestName, await world.storage.size(manifestKey ?? '')]).toEqual(['manifest.csv', 4])
    expect(await db.importItem.count({ where: { importId: place.importId } })).toBe(0)
    const large = await create(admin, fields, MAX_TABLE_BYTES + 1)
    expect([large.status, await reasonOf(large)]).toEqual([413, 'table-size'])
  })

  test('an empty file arrives with its creation', async () => {
    const { place, admin } = await opened()
    expect((await create(admin, { ...place, file: 'zero.mp4' }, 0)).status).toBe(201)
    expect(await db.importItem.count({ where: { importId: place.importId } })).toBe(1)
  })

  test('a wrong offset is a conflict that changes nothing', async () => {
    const { place, admin } = await opened()
    const location = (await create(admin, { ...place, file: 'a.mp4' }, 6)).headers.get('Location')
    const wrong = await continued(admin, location, 'PATCH', 3, 'p 5')
    expect([wrong.status, await reasonOf(wrong)]).toEqual([409, 'upload'])
    expect((await continued(admin, location, 'PATCH', 0, 'clip 5')).status).toBe(204)
  })
})

describe('refusals', () => {
  test('come before the bytes: other roles, other projects, strangers to the import', async () => {
    const { world, place } = await opened()
    const fields = { ...place, file: 'a.mp4' }
    expect((await create(world.as(world.reviewer), fields, 6)).status).toBe(403)
    expect((await create(world.as(world.stranger), fields, 6)).status).toBe(404)
    const elsewhere = { ...fields, projectId: world.foreign.id }
    expect((await create(world.as(world.stranger), elsewhere, 6)).status).toBe(404)
    expect((await create({ ...world.job, actor: { type: 'anonymous' } }, fields, 6)).status).toBe(401)
  })

  test('nobody goes on with an upload that is not theirs to make', async () => {
    const { world, place, admin } = await opened()
    const location = (await create(admin, { ...place, file: 'a.mp4' }, 6)).headers.get('Location')
    for (const person of [world.reviewer, world.stranger]) {
      const ctx = world.as(person)
      expect((await continued(ctx, location, 'PATCH', 0, 'clip 5')).status).toBeGreaterThanOrEqual(403)
      expect((await continued(ctx, location, 'HEAD')).status).toBeGreaterThanOrEqual(403)
      expect((await continued(ctx, location, 'DELETE')).status).toBeGreaterThanOrEqual(403)
    }
    expect((await continued(admin, location, 'HEAD')).headers.get('Upload-Offset')).toBe('0')
  })

  test('a file twice, a started import, a file too large and metadata amiss say what is wrong', async () => {
    const { place, admin } = await opened()
    const fields = { ...place, file: 'p__a.mp4' }
    const location = (await create(admin, fields, 6)).headers.get('Location')
    await continued(admin, location, 'PATCH', 0, 'clip 5')
    const twice = await create(admin, fields, 6)
    expect([twice.status, await reasonOf(twice)]).toEqual([409, 'file-twice'])
    const large = await create(admin, { ...fields, file: 'p__b.mp4' }, MAX_UPLOAD_BYTES + 1)
    expect(large.status).toBe(413)
    expect(((await large.json()) as { message: string }).message).toContain('2 GiB')
    const amiss = await create(admin, { file: 'p__c.mp4' }, 6)
    expect([amiss.status, await reasonOf(amiss)]).toEqual([400, 'input'])
    const begun = (await create(admin, { ...fields, file: 'p__d.mp4' }, 6)).headers.get('Location')
    await startImport({ ctx: admin, input: { ...place, manifest: null } })
    const late = await continued(admin, begun, 'PATCH', 0, 'clip 5')
    expect([late.status, await reasonOf(late)]).toEqual([409, 'import-started'])
  })

  test('an upload that is over is unknown', async () => {
    const { admin } = await opened()
    expect((await continued(admin, `${UPLOADS_PATH}/0123456789abcdef`, 'HEAD')).status).toBe(404)
    expect((await continued(admin, `${UPLOADS_PATH}/..%2F..%2Fsecrets.json`, 'HEAD')).status).toBe(404)
  })
})

test.runIf(process.platform === 'linux')('a full disk is told, and the upload goes on when there is room', async () => {
  const { place, admin } = await opened()
  const location = (await create(admin, { ...place, file: 'p__a.mp4' }, 6)).headers.get('Location')
  const part = path.join(data, 'uploads-partial', path.basename(location ?? ''))
  await rm(part)
  // The system's own disk without room.
  await symlink('/dev/full', part)
  const full = await continued(admin, location, 'PATCH', 0, 'clip 5')
  expect([full.status, await reasonOf(full)]).toEqual([507, 'storage-full'])
  await rm(part)
  await writeFile(part, '')
  expect((await continued(admin, location, 'PATCH', 0, 'clip 5')).status).toBe(204)
})

test('parts that nobody went on with are swept', async () => {
  const folder = await mkdtemp(path.join(data, 'sweep-'))
  for (const name of ['old', 'young']) await writeFile(path.join(folder, name), '')
  const now = new Date()
  await utimes(path.join(folder, 'old'), now, new Date(now.getTime() - 2 * 3600_000))
  expect(await sweepParts(folder, new Date(now.getTime() - 3600_000))).toBe(1)
  expect(await readdir(folder)).toEqual(['young'])
  expect(await sweepParts(path.join(folder, 'none'), now)).toBe(0)
})
