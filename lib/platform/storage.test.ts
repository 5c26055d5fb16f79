import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { smallDisk } from '@/tests/support/small-disk'
import { isStorageFull } from './failures'
import { HealthReader } from './health'
import { createDiskStorage } from './storage'

const disk = await smallDisk(16)
const elsewhere = await mkdtemp(path.join(tmpdir(), 'framejury-elsewhere-'))
afterAll(async () => {
  await disk?.remove()
  await rm(elsewhere, { recursive: true, force: true })
})

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  )
}

test.runIf(disk)(
  'a full disk leaves nothing half, takes nothing away, and works again when there is room',
  async () => {
    const storage = createDiskStorage(path.join(disk?.folder ?? '', 'media'))
    await storage.write('originals/a', new Uint8Array(8 * 2 ** 20))
    expect(isStorageFull(await failureOf(storage.write('originals/b', new Uint8Array(12 * 2 ** 20))))).toBe(true)
    const large = path.join(elsewhere, 'large')
    await writeFile(large, new Uint8Array(12 * 2 ** 20))
    expect(isStorageFull(await failureOf(storage.adopt(large, 'originals/c')))).toBe(true)
    expect(await readdir(path.join(disk?.folder ?? '', 'media', 'originals'))).toEqual(['a'])
    expect(await readdir(await storage.scratch())).toEqual([])
    await storage.remove('originals/a')
    await storage.adopt(large, 'originals/c')
    expect([await storage.size('originals/c'), await readdir(elsewhere)]).toEqual([12 * 2 ** 20, []])
  },
)

test.runIf(disk)('health says that the disk is full', async () => {
  const reader = new HealthReader({ databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing', folder: disk?.folder ?? '' })
  expect((await reader.read()).checks.disk).toMatchObject({ state: 'failed', reason: /The disk is full/ })
  await reader.close()
})

test('content never changes under a key', async () => {
  const storage = createDiskStorage(path.join(elsewhere, 'media'))
  for (const text of ['first', 'second']) {
    const file = path.join(await storage.scratch(), text)
    await writeFile(file, text)
    await storage.adopt(file, 'originals/a')
  }
  expect(await readFile(await storage.localPath('originals/a'), 'utf8')).toBe('first')
  expect(await readdir(await storage.scratch())).toEqual([])
})
