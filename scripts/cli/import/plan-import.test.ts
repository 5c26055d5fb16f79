import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { planImport } from './plan-import'
import { allReports, isTrouble } from './run-import'

const HEAD = 'file,prompt_id,prompt,generator\n'
let root: string
let folder: string

async function file(name: string, content = 'clip'): Promise<string> {
  const full = path.join(root, name)
  await mkdir(path.dirname(full), { recursive: true })
  await writeFile(full, content)
  return full
}

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'framejury-import-'))
  folder = path.join(root, 'clips')
  for (const name of ['clips/pairs/a__one.mp4', 'clips/pairs/b.mp4', 'clips/.hidden/c__one.mp4', 'clips/.DS_Store']) {
    await file(name)
  }
  await file('outside/secret__one.mp4')
  await symlink('a__one.mp4', path.join(folder, 'pairs', 'link__two.mp4'))
  await symlink(path.join(root, 'outside', 'secret__one.mp4'), path.join(folder, 'leaving__one.mp4'))
  await symlink('nowhere.mp4', path.join(folder, 'dead__one.mp4'))
  await symlink(path.join(root, 'outside'), path.join(folder, 'out'))
  await symlink('..', path.join(folder, 'pairs', 'up'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

describe('which files are sent', () => {
  test('without a manifest those whose names say prompt and generator; nothing hidden, nothing from elsewhere', async () => {
    const plan = await planImport({ folder, manifest: null })
    expect(plan.send.map(({ name }) => name)).toEqual(['pairs/a__one.mp4', 'pairs/link__two.mp4'])
    expect(plan.leftOut).toEqual(['pairs/b.mp4'])
    const refused = Object.fromEntries(plan.refused.map(({ name, reason }) => [name, reason]))
    expect(Object.keys(refused).sort()).toEqual(['dead__one.mp4', 'leaving__one.mp4', 'out'])
    expect(refused['leaving__one.mp4']).toContain('points outside the folder')
    expect(refused['dead__one.mp4']).toContain('does not exist')
  })

  test.each([
    ['clips/manifest.csv', 'pairs/b.mp4'],
    ['clips/lists/m.csv', '../pairs/b.mp4'],
    ['manifest.csv', 'clips/pairs/b.mp4'],
    ['clips/pairs/m.csv', './b.mp4'],
  ])('with %s its paths are seen from there: %s', async (place, row) => {
    const manifest = await file(place, `${HEAD}${row},p,P,g\n`)
    const plan = await planImport({ folder, manifest })
    expect(plan.send.map(({ file: found }) => path.basename(found))).toEqual(['b.mp4'])
    expect(plan.leftOut.some((name) => name.endsWith('.csv') && name.includes(path.basename(place)))).toBe(false)
    await rm(manifest)
  })

  test('a row that names a file outside of the folder is missing', async () => {
    const manifest = await file('manifest.csv', `${HEAD}outside/secret__one.mp4,p,P,g\n`)
    const plan = await planImport({ folder, manifest })
    expect(plan.send).toEqual([])
    expect(plan.match.missing.map(({ file: name }) => name)).toEqual(['outside/secret__one.mp4'])
  })

  test('a folder or manifest that cannot be read is named', async () => {
    await expect(planImport({ folder: path.join(root, 'none'), manifest: null })).rejects.toThrow('does not exist')
    const text = await file('m.txt', HEAD)
    await expect(planImport({ folder, manifest: text })).rejects.toThrow('.csv or .jsonl')
    const empty = await file('empty.csv', HEAD)
    await expect(planImport({ folder, manifest: empty })).rejects.toThrow('no rows')
  })
})

test('a file that was refused here is not also missing there', () => {
  const item = { id: '1', videoId: null, frames: null, sha256: null }
  const items = [
    { ...item, file: 'b.mp4', state: 'ready' as const, reason: null, frames: 5, sha256: 'ab' },
    { ...item, file: 'a.mp4', state: 'missing' as const, reason: 'no such file' },
  ]
  const reports = allReports(items, [{ name: 'a.mp4', reason: 'It is a link.' }])
  expect(reports).toEqual([
    { file: 'a.mp4', status: 'refused', reason: 'It is a link.', frames: null, sha256: null },
    { file: 'b.mp4', status: 'ready', reason: null, frames: 5, sha256: 'ab' },
  ])
  expect(reports.map(isTrouble)).toEqual([true, false])
})
