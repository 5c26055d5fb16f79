import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type E2eInstance, startInstance } from '@/tests/setup/e2e-instance'
import { database, demoProjectId, framejury } from './support/database'
import { signIn } from './support/sign-in'

let folder: string
let restored: E2eInstance | null = null
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'framejury-e2e-backup-'))
})
test.afterAll(async () => {
  await restored?.stop()
  await rm(folder, { recursive: true, force: true })
})

async function posterSum(page: Page, url: string): Promise<string> {
  const response = await page.request.get(url)
  expect(response.status(), url).toBe(200)
  return createHash('sha256')
    .update(await response.body())
    .digest('hex')
}

test('a backup of the running instance becomes another: people are signed in, pictures open, a worker works', async ({
  page,
}) => {
  test.setTimeout(600_000)
  await signIn(page, 'admin', '/p/demo')
  const projectId = await demoProjectId()
  const listed = await page.request.get(`/api/v1/projects/${projectId}/videos?limit=5`)
  const { items } = (await listed.json()) as { items: { posterUrl: string }[] }
  const sums = await Promise.all(items.map(({ posterUrl }) => posterSum(page, posterUrl)))
  const answers = await database().annotation.count()

  const backup = path.join(folder, 'backup')
  const manifest = JSON.parse(await framejury('backup', backup, '--json'))
  expect(manifest.media.missing).toEqual([])
  expect(manifest.tables.find(({ name }: { name: string }) => name === 'Annotation').rows).toBe(answers)
  restored = await startInstance({}, { backup })
  const { url } = restored

  // The old session, at the new address.
  await page.goto(`${url}/p/demo`)
  await expect(page).toHaveURL(`${url}/p/demo`)
  expect(await Promise.all(items.map(({ posterUrl }) => posterSum(page, `${url}${posterUrl}`)))).toEqual(sums)
  await expect
    .poll(async () => (await page.request.get(`${url}/api/health/ready`)).json(), { timeout: 60_000 })
    .toMatchObject({ status: 'ready', checks: { worker: { state: 'ok' } } })

  // The old password, in a browser that was never here.
  await page.context().clearCookies()
  const account = restored.signIns.find(({ role }) => role === 'annotator')
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('E-mail').fill(account?.email ?? '')
  await page.getByLabel('Password').fill(account?.password ?? '')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).not.toHaveURL(/sign-in/)
})
