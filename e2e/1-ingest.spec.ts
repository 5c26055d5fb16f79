import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { DEMO_MEDIA } from '@/demo-clips/shipped'
import { expectAccessible } from './support/accessible'
import { database, framejury } from './support/database'
import { signIn } from './support/sign-in'

const SLUG = 'journey-ingest'
let folder: string

/** Two clips of one prompt, an empty file, a web page, and a file whose name says nothing. */
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'framejury-clips-'))
  const demo = DEMO_MEDIA
  const clips = (await readdir(demo)).filter((name) => /\.(mp4|webm)$/.test(name)).sort()
  const [first, second] = clips
  if (!first || !second) throw new Error('The demo left no clips')
  await copyFile(path.join(demo, first), path.join(folder, `dance__left${path.extname(first)}`))
  await copyFile(path.join(demo, second), path.join(folder, `dance__right${path.extname(second)}`))
  await writeFile(path.join(folder, 'dance__empty.mp4'), '')
  await writeFile(path.join(folder, 'dance__page.mp4'), '<!DOCTYPE html><title>404</title><p>Not found</p>')
})

test.afterAll(() => rm(folder, { recursive: true, force: true }))

test('an admin makes a project and drops a folder; every file ends ready or refused with a reason', async ({
  page,
}) => {
  await signIn(page, 'admin')
  await page.getByRole('button', { name: 'New project' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Journey ingest')
  await dialog.getByLabel('Slug').fill(SLUG)
  await dialog.getByRole('button', { name: 'New project' }).click()
  await page.waitForURL(`**/p/${SLUG}`)
  await page.goto(`/p/${SLUG}/media`)
  await expect(page.getByText('No videos yet')).toBeVisible()
  await expectAccessible(page)

  await page
    .getByRole('link', { name: 'Import clips' })
    .or(page.getByRole('button', { name: 'Import clips' }))
    .first()
    .click()
  await page.locator('input[type=file][webkitdirectory]').setInputFiles(folder)
  await expect(page.getByText('4 clips to send')).toBeVisible()
  await page.getByRole('button', { name: 'Send and import' }).click()
  await expect(page.getByText('4 of 4 files processed')).toBeVisible({ timeout: 90_000 })
  await page
    .getByLabel('Show')
    .selectOption({ label: 'All files' })
    .catch(() => undefined)
  await expect(page.getByText(/empty \(0 bytes\)/)).toBeVisible()
  await expect(page.getByText(/web page, not a video/)).toBeVisible()
  await expectAccessible(page)

  const videos = await database().video.findMany({ where: { project: { slug: SLUG } }, orderBy: { fileName: 'asc' } })
  expect(videos.map(({ fileName, state }) => `${path.parse(fileName).name} ${state}`)).toEqual([
    'dance__empty refused',
    'dance__left ready',
    'dance__page refused',
    'dance__right ready',
  ])
})

test('pairs are built by themselves, and a video opens with its frame table', async ({ page }) => {
  await expect
    .poll(() => database().pair.count({ where: { project: { slug: SLUG }, kind: 'video' } }), { timeout: 30_000 })
    .toBe(1)
  expect(await database().pair.count({ where: { project: { slug: SLUG }, kind: 'frame' } })).toBeGreaterThan(1)
  await signIn(page, 'admin', `/p/${SLUG}/media`)
  const table = page.getByRole('button', { name: 'Table' })
  await expect(async () => {
    await table.click()
    await expect(table).toHaveAttribute('aria-pressed', 'true', { timeout: 1000 })
  }).toPass()
  await page.getByRole('link', { name: /dance__left/ }).click()
  await expect(page.getByRole('heading', { name: 'Frame table' })).toBeVisible()
  await expectAccessible(page)
})

test('the command line imports the same folder and brings nothing in twice', async () => {
  const printed = await framejury('import', folder, '--project', SLUG, '--json').catch(
    (error: { stdout: string }) => error.stdout,
  )
  const files = printed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { file: string; status: string; sha256: string | null })
  expect(files.map(({ file, status }) => `${path.parse(file).name} ${status}`).sort()).toEqual([
    'dance__empty refused',
    'dance__left duplicate',
    'dance__page refused',
    'dance__right duplicate',
  ])
  expect(await database().video.count({ where: { project: { slug: SLUG } } })).toBe(4)
})
