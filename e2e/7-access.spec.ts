import { expect, test } from '@playwright/test'
import { expectAccessible } from './support/accessible'
import { audited, database, demoProjectId } from './support/database'
import { createPerson, signInAs } from './support/person'
import { signIn } from './support/sign-in'

test('a stranger is asked to sign in and comes back to the page that was wanted', async ({ page }) => {
  await page.goto('/p/demo/agreement')
  await expect(page).toHaveURL(/sign-in/)
  await expectAccessible(page)
  await page.getByLabel('E-mail').fill('reviewer@framejury.example')
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('Wrong e-mail or password')).toBeVisible()
  await signIn(page, 'reviewer', '/p/demo/agreement')
  await expect(page).toHaveURL(/\/p\/demo\/agreement/)
})

test('an annotator reaches neither the pages nor the endpoints of an admin', async ({ page }) => {
  await signIn(page, 'annotator', '/p/demo')
  await expect(page.getByRole('link', { name: 'People' })).toHaveCount(0)
  const projectId = await demoProjectId()
  for (const endpoint of ['members', 'audit', 'videos', 'runs', 'releases', 'agreement']) {
    const answer = await page.request.get(`/api/v1/projects/${projectId}/${endpoint}`)
    expect(answer.status(), endpoint).toBe(403)
  }
  const listed = await page.request.get(`/api/v1/projects/${projectId}/annotations`)
  const { items } = (await listed.json()) as { items: { own: boolean }[] }
  expect(items.every(({ own }) => own)).toBe(true)
  await page.goto('/p/demo/people')
  await expect(page.getByRole('table')).toHaveCount(0)
})

test('a project of others does not exist for one who is no member', async ({ page }) => {
  const other = await database().project.create({ data: { slug: 'others', name: 'Others', settings: {} } })
  await signIn(page, 'reviewer')
  expect((await page.request.get(`/api/v1/projects/${other.id}/annotations`)).status()).toBe(404)
  const answer = await page.goto('/p/others')
  expect(answer?.status()).toBe(404)
})

test('media opens by its signed URL alone, and not when the URL is changed', async ({ page, playwright, baseURL }) => {
  await signIn(page, 'admin')
  const list = await page.request.get(`/api/v1/projects/${await demoProjectId()}/videos?limit=1`)
  const { items } = (await list.json()) as { items: { posterUrl: string }[] }
  const posterUrl = items[0]?.posterUrl ?? ''
  const stranger = await playwright.request.newContext({ baseURL })
  const whole = await stranger.get(posterUrl)
  expect(whole.status()).toBe(200)
  expect(whole.headers()['content-length']).toBe(`${(await whole.body()).length}`)
  expect((await stranger.head(posterUrl)).headers()['content-length']).toBe(whole.headers()['content-length'])
  const part = await stranger.get(posterUrl, { headers: { range: 'bytes=0-9' } })
  expect([part.status(), part.headers()['content-length']]).toEqual([206, '10'])
  const known = await stranger.get(posterUrl, { headers: { 'if-none-match': whole.headers().etag ?? '' } })
  expect(known.status()).toBe(304)
  for (const changed of [`${posterUrl.slice(0, -2)}xx`, `${posterUrl}.x`]) {
    expect((await stranger.get(changed)).status()).toBe(403)
  }
  expect((await stranger.get('/api/v1/me')).status()).toBe(401)
  await stranger.dispose()
})

test('a write from another site is refused', async ({ page }) => {
  await signIn(page, 'admin')
  const answer = await page.request.post('/api/v1/projects', {
    data: { slug: 'forged', name: 'Forged' },
    headers: { 'sec-fetch-site': 'cross-site' },
  })
  expect(answer.status()).toBe(403)
  expect(await database().project.findUnique({ where: { slug: 'forged' } })).toBeNull()
})

test('[TK3] [TK8] an API token works within its scopes until it is revoked, and opens no page', async ({
  page,
  playwright,
  baseURL,
}) => {
  await signIn(page, 'admin', '/account')
  await page.getByRole('button', { name: 'New token' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('journey')
  await expect(dialog.getByLabel('read', { exact: true })).toBeChecked()
  await dialog.getByLabel('export', { exact: true }).check()
  await dialog.getByLabel('Lasts').selectOption('7 days')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'New token' }).click()
  const secret = await dialog.getByLabel('Token', { exact: true }).inputValue()
  const script = await playwright.request.newContext({
    baseURL,
    extraHTTPHeaders: { authorization: `Bearer ${secret}` },
  })
  const me = await script.get('/api/v1/me')
  expect(me.status()).toBe(200)
  const { projects } = (await me.json()) as { projects: { id: string }[] }
  const projectId = projects[0]?.id
  expect((await script.get(`/api/v1/projects/${projectId}/releases`)).status()).toBe(200)
  const refused = await script.post(`/api/v1/projects/${projectId}/imports`, { data: { source: 'x' } })
  expect(refused.status()).toBe(403)
  expect(await refused.json()).toMatchObject({ data: { reason: 'scope' } })
  expect((await script.get('/account')).url()).toContain('/sign-in')
  await page.keyboard.press('Escape')
  const row = page.getByRole('row').filter({ hasText: 'journey' })
  await expect(row).toContainText('read, export')
  await row.getByRole('button', { name: 'Revoke journey' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(row).toContainText('Revoked')
  const late = await script.get('/api/v1/me')
  expect(late.status()).toBe(401)
  expect(await late.json()).toMatchObject({ data: { reason: 'token-revoked' } })
  await script.dispose()
})

test('[TK6] an owner sees the tokens of others without their secrets, and revokes one', async ({
  page,
  playwright,
  baseURL,
}) => {
  const [owner, person] = [await createPerson(true), await createPerson()]
  await signInAs(page, person)
  const made = await page.request.post('/api/v1/tokens', {
    data: { name: 'nightly export', scopes: ['read'], expiresInDays: 7 },
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  expect(made.status(), await made.text()).toBe(200)
  const { secret } = (await made.json()) as { secret: string }
  const extraHTTPHeaders = { authorization: `Bearer ${secret}` }
  const script = await playwright.request.newContext({ baseURL, extraHTTPHeaders })
  expect((await script.get('/api/v1/me')).status()).toBe(200)

  await page.context().clearCookies()
  await signInAs(page, owner, '/accounts')
  const table = page.getByRole('table', { name: 'API tokens of everyone' })
  const row = table.getByRole('row').filter({ hasText: person.email })
  await expect(row).toContainText('nightly export')
  await expect(row).toContainText('Active')
  await expect(row).toContainText('from 127.0.0.1')
  expect(await page.content()).not.toContain(secret)
  await expectAccessible(page)
  await row.getByRole('button', { name: 'Revoke nightly export' }).click()
  const dialog = page.getByRole('dialog', { name: 'Revoke “nightly export”?' })
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Revoke' }).click()
  await expect(dialog).toBeHidden()
  await expect(row).toHaveCount(0)
  const late = await script.get('/api/v1/me')
  expect(late.status()).toBe(401)
  expect(await late.json()).toMatchObject({ data: { reason: 'token-revoked' } })
  const { id, revokedAt } = await database().apiToken.findFirstOrThrow({ where: { userId: person.id } })
  expect(revokedAt).not.toBeNull()
  expect(await audited('token.revoke', id)).toBe(1)
  await page.getByLabel('Show tokens').selectOption('Revoked')
  await expect(row).toContainText('Revoked')
  await expect(row.getByRole('button')).toHaveCount(0)
  await script.dispose()
})
