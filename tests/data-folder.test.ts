import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DataFolder, dataFolder, loadSecrets, prepareDataFolder } from '@/lib/platform/db/data-folder'
import { claimRuntime, readRuntime } from '@/lib/platform/db/runtime-file'

let folder: DataFolder

beforeEach(async () => {
  folder = dataFolder({ FRAMEJURY_DATA: await mkdtemp(path.join(tmpdir(), 'framejury-folder-')) })
})
afterEach(() => rm(folder.root, { recursive: true, force: true }))

test('secrets are made once, for the owner alone', async () => {
  const first = await loadSecrets(folder)
  expect(await loadSecrets(folder)).toEqual(first)
  expect(new Set(Object.values(first)).size).toBe(3)
  expect((await stat(folder.secrets)).mode & 0o777).toBe(0o600)
})

test('damaged secrets are not replaced, because they open the database', async () => {
  await writeFile(folder.secrets, '{"authSecret":')
  await expect(loadSecrets(folder)).rejects.toThrow('Restore it from a backup')
  expect(await readFile(folder.secrets, 'utf8')).toBe('{"authSecret":')
})

test('one holder at a time; others learn who it is', async () => {
  const claim = await claimRuntime(folder, 'start')
  await claim.update({ url: 'http://localhost:3000', state: 'ready' })
  await expect(claimRuntime(folder, 'import')).rejects.toThrow(`a running Framejury at http://localhost:3000`)
  expect((await stat(folder.runtime)).mode & 0o777).toBe(0o600)
  claim.release()
  expect(await readRuntime(folder)).toBeNull()
  const second = await claimRuntime(folder, 'import')
  second.release()
})

test('what a killed holder left is taken over, also when its process id lives again', async () => {
  const claim = await claimRuntime(folder, 'start')
  const runtime = JSON.parse(await readFile(folder.runtime, 'utf8'))
  await writeFile(folder.runtime, JSON.stringify({ ...runtime, identity: `${process.pid}@earlier` }))
  expect(await readRuntime(folder)).toBeNull()
  const next = await claimRuntime(folder, 'dev')
  expect((await readRuntime(folder))?.holder).toBe('dev')
  next.release()
  claim.release()
})

test.each(['file', path.join('file', 'below')])('a data folder at %s gives one plain line', async (place) => {
  await writeFile(path.join(folder.root, 'file'), '')
  await chmod(folder.root, 0o755)
  const wrong = dataFolder({ FRAMEJURY_DATA: path.join(folder.root, place) })
  await expect(prepareDataFolder(wrong)).rejects.toThrow(/is not a folder\. Set FRAMEJURY_DATA to a folder\.$/)
})

test.runIf(process.platform === 'linux')('a folder that cannot be made gives one plain line', async () => {
  const wrong = dataFolder({ FRAMEJURY_DATA: '/proc/framejury/data' })
  await expect(prepareDataFolder(wrong)).rejects.toThrow(/cannot be written/)
})
