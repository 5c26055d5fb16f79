import { access } from 'node:fs/promises'
import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { createDb } from '@/lib/platform/db'
import { type E2eInstance, startInstance } from '@/tests/setup/e2e-instance'
import { expectAccessible } from './support/accessible'
import { framejuryIn, startOutsidePostgres } from './support/database'

const CODE = /^ {2}([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})$/m

let instance: E2eInstance
test.beforeAll(async () => {
  test.setTimeout(600_000)
  instance = await startInstance({ FRAMEJURY_DEMO: 'off' })
})
test.afterAll(() => instance?.stop())

async function readCode({ printed }: E2eInstance): Promise<string> {
  await expect.poll(printed).toContain('/setup')
  return printed().match(CODE)?.[1] ?? ''
}

/** Fills what the setup page asks for besides the code. */
async function fillAccount(page: Page, account: { email: string; password: string }): Promise<void> {
  await page.getByLabel('Name').fill('Ada')
  await page.getByLabel('E-mail').fill(account.email)
  await page.getByLabel('New password').fill(account.password)
}

async function expectSetUp({ databaseUrl }: E2eInstance, email: string): Promise<void> {
  const db = createDb(databaseUrl, 1)
  try {
    expect(await db.user.findMany()).toMatchObject([{ email, isOwner: true }])
    expect(await db.setupCode.count()).toBe(0)
  } finally {
    await db.$disconnect()
  }
}

test('an instance without the demo is set up once, by whoever reads its terminal', async ({ page }) => {
  const code = await readCode(instance)
  await page.goto(`${instance.url}/p/anything`)
  await expect(page).toHaveURL(/\/setup$/)
  await page.goto(`${instance.url}/sign-in`)
  await expect(page).toHaveURL(/\/setup$/)
  await expectAccessible(page)

  await page.getByLabel('Code').fill('0000-0000-0000-0000')
  await fillAccount(page, { email: 'ada@example.org', password: 'short' })
  await page.getByRole('button', { name: 'Create the account' }).click()
  await expect(page.getByText('at least 12 characters')).toBeVisible()
  await page.getByLabel('New password').fill('a long enough password')
  await page.getByLabel('First project').fill('Dance, round 1')
  await page.getByRole('button', { name: 'Create the account' }).click()
  await expect(page.getByText('not the code that the terminal printed')).toBeVisible()
  await page.getByLabel('Code').fill(code.toLowerCase())
  await page.getByRole('button', { name: 'Create the account' }).click()
  await expect(page).toHaveURL(/\/p\/dance-round-1$/)

  await expectSetUp(instance, 'ada@example.org')
  await page.context().clearCookies()
  await page.goto(`${instance.url}/setup`)
  await expect(page).toHaveURL(/\/sign-in/)
})

test('sign-ins of a demo that there is not are not shown', async () => {
  expect(JSON.parse(await framejuryIn(instance.dataFolder, 'sign-ins', '--json'))).toEqual([])
  await expect(framejuryIn(instance.dataFolder, 'sign-ins')).rejects.toThrow(/contains no demo/)
})

test('commands for accounts work on the running instance', async ({ page }) => {
  const made = await framejuryIn(instance.dataFolder, 'user', 'create', 'bob@example.org', '--json')
  const { link } = JSON.parse(made) as { link: string }
  expect(link).toContain(`${instance.url}/reset#`)
  const data = { secret: link.split('#').at(-1), password: 'a new long password' }
  const headers = { 'sec-fetch-site': 'same-origin' }
  const reset = () => page.request.post(`${instance.url}/api/v1/password-resets`, { data, headers })
  expect((await reset()).status()).toBe(200)
  expect((await reset()).status()).toBe(404)
  expect(await framejuryIn(instance.dataFolder, 'user', 'list')).toMatch(/ada@example\.org +active +owner/)
})

test('with a database of one’s own the instance is set up in it, and starts no other', async ({ page }) => {
  test.setTimeout(300_000)
  const outside = await startOutsidePostgres()
  const own = await startInstance({ FRAMEJURY_DEMO: 'off', DATABASE_URL: outside.url })
  try {
    expect(own.databaseUrl).toBe(outside.url)
    const code = await readCode(own)
    await page.goto(`${own.url}/sign-in`)
    await expect(page).toHaveURL(/\/setup$/)
    await page.getByLabel('Code').fill(code)
    await fillAccount(page, { email: 'grace@example.org', password: 'a long enough password' })
    await page.getByRole('button', { name: 'Create the account' }).click()
    await expect(page.getByText('No projects yet')).toBeVisible()
    await expectAccessible(page)
    await expectSetUp({ ...own, databaseUrl: outside.url }, 'grace@example.org')
    await expect(access(path.join(own.dataFolder, 'postgres'))).rejects.toThrow('ENOENT')
    expect(await framejuryIn(own.dataFolder, 'user', 'list')).toMatch(/grace@example\.org +active +owner/)
    await page.goto(`${own.url}/setup`)
    await expect(page).not.toHaveURL(/\/setup$/)
  } finally {
    await own.stop()
    await outside.stop()
  }
})
