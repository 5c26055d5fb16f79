import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { expectAccessible } from './support/accessible'
import { database, demoProjectId, framejury } from './support/database'
import { signIn } from './support/sign-in'

type Manifest = { files: { path: string; sha256: string; rows: number | null }[] }

test('an admin builds a release on the page and can fetch its files', async ({ page }) => {
  await signIn(page, 'admin', '/p/demo/releases')
  await expectAccessible(page)
  await page
    .getByRole('button', { name: /release/i })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Journey release')
  await dialog.getByRole('button', { name: /build|create/i }).click()
  const projectId = await demoProjectId()
  await expect
    .poll(async () => (await database().release.findFirst({ where: { projectId, name: 'Journey release' } }))?.state, {
      timeout: 90_000,
    })
    .toBe('ready')
  const release = await database().release.findFirstOrThrow({ where: { projectId, name: 'Journey release' } })
  const files = await page.request.get(`/api/v1/projects/${projectId}/releases/${release.id}/files`)
  const { items } = (await files.json()) as { items: { path: string; sha256: string; url: string }[] }
  const first = items[0]
  if (!first) throw new Error('the release has no files')
  const bytes = await (await page.request.get(first.url)).body()
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(first.sha256)
  await page.goto(`/p/demo/releases/${release.id}`)
  await expect(page.getByRole('heading', { name: /Journey release/ })).toBeVisible()
  await expectAccessible(page)
})

test('the command line exports a folder whose sums hold and whose parquet opens', async () => {
  const parent = await mkdtemp(path.join(tmpdir(), 'framejury-export-'))
  const out = path.join(parent, 'release')
  try {
    const manifest = JSON.parse(await framejury('export', '--project', 'demo', '--out', out, '--json')) as Manifest
    for (const file of manifest.files) {
      const bytes = await readFile(path.join(out, file.path))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256)
    }
    const table = manifest.files.find((file) => /^pairs\/train/.test(file.path))
    if (!table) throw new Error('no training pairs')
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path.join(out, table.path)) })
    expect(rows).toHaveLength(table.rows ?? -1)
  } finally {
    await rm(parent, { recursive: true, force: true })
  }
})
