import { expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './support/accessible'
import { audited, database } from './support/database'
import { asksWhoIAm, createPerson, otherBrowser, signInAs, trySignIn } from './support/person'
import { nextCode, setUpSecondFactor, signIn } from './support/sign-in'

const NEW_PASSWORD = 'quite another password'

test('signing out ends the session: its old cookie opens nothing and is not renewed', async ({ page, context }) => {
  const person = await createPerson()
  await signInAs(page, person)
  const cookies = await context.cookies()
  await page.getByRole('button', { name: `Account of ${person.name}` }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/sign-in/)
  await context.addCookies(cookies)
  expect((await asksWhoIAm(page)).status()).toBe(401)
  expect(await (await page.request.get('/api/auth/session')).json()).toEqual({})
  await context.addCookies(cookies)
  const headers = { 'sec-fetch-site': 'same-origin' }
  expect((await page.request.post('/api/v1/tokens', { data: { name: 'late' }, headers })).status()).toBe(401)
  expect(await database().session.count({ where: { userId: person.id } })).toBe(0)
})

test('the sessions of a person are listed, and the others end', async ({ page, browser }) => {
  const person = await createPerson()
  const there = await otherBrowser(browser, person)
  await signInAs(page, person, '/account')
  const sessions = page.getByRole('table', { name: 'Your sessions' })
  await expect(sessions.getByRole('row')).toHaveCount(3)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'End all others' }).click()
  await expect(sessions.getByRole('row')).toHaveCount(2)
  await expect(sessions.getByText('This session')).toBeVisible()
  expect((await asksWhoIAm(there)).status()).toBe(401)
  expect((await asksWhoIAm(page)).status()).toBe(200)
  await there.context().close()
})

test('a new password ends the session of the other browser and not this one', async ({ page, browser }) => {
  const person = await createPerson()
  const there = await otherBrowser(browser, person)
  await signInAs(page, person, '/account')
  await page.getByRole('button', { name: 'Change password' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change password' })
  await dialog.getByLabel('Current password').fill('not the password')
  await dialog.getByLabel('New password').fill(NEW_PASSWORD)
  await dialog.getByRole('button', { name: 'Change password' }).click()
  await expect(dialog.getByText('this is not your password')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByLabel('Current password').fill(person.password)
  await dialog.getByRole('button', { name: 'Change password' }).click()
  await expect(dialog).toBeHidden()
  expect((await asksWhoIAm(there)).status()).toBe(401)
  expect((await asksWhoIAm(page)).status()).toBe(200)
  await trySignIn(there, person)
  await expect(there.getByText('Wrong e-mail or password')).toBeVisible()
  await signInAs(there, { ...person, password: NEW_PASSWORD })
  await there.context().close()
})

test('a new address signs in and the old one no more; a wrong password and an address of others change nothing', async ({
  page,
  browser,
}) => {
  const [person, other] = [await createPerson(), await createPerson()]
  const email = person.email.replace('@', '-new@')
  const kept = () => database().user.findUniqueOrThrow({ where: { id: person.id } })
  await signInAs(page, person, '/account')
  await page.getByRole('button', { name: 'Change e-mail' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change e-mail' })
  const change = async (given: { email: string; password: string }) => {
    await dialog.getByLabel('New e-mail').fill(given.email)
    await dialog.getByLabel('Password').fill(given.password)
    await dialog.getByRole('button', { name: 'Change e-mail' }).click()
  }
  await change({ email, password: 'not the password' })
  await expect(dialog.getByText('this is not your password')).toBeVisible()
  await expectAccessible(page)
  await change({ email: other.email, password: person.password })
  await expect(dialog.getByText('another account has this address')).toBeVisible()
  expect(await kept()).toMatchObject({ email: person.email })
  expect(await audited('email.change', person.id)).toBe(0)
  await change({ email, password: person.password })
  await expect(page.getByText(email).first()).toBeVisible()
  expect(await kept()).toMatchObject({ email })
  expect(await audited('email.change', person.id)).toBe(1)
  expect((await asksWhoIAm(page)).status()).toBe(200)

  const there = await (await browser.newContext()).newPage()
  await trySignIn(there, person)
  await expect(there.getByText('Wrong e-mail or password')).toBeVisible()
  await signInAs(there, { ...person, email })
  await there.context().close()
})

test('an owner ends all sessions of a person, who may sign in again', async ({ page, browser }) => {
  const [owner, person] = [await createPerson(true), await createPerson()]
  const sessions = () => database().session.count({ where: { userId: person.id } })
  const there = await otherBrowser(browser, person)
  await signInAs(page, owner, '/accounts')
  await page.getByLabel('Name or e-mail').fill(person.email)
  await page.getByRole('button', { name: `Actions for ${person.name}` }).click()
  await page.getByRole('menuitem', { name: 'End all sessions' }).click()
  const dialog = page.getByRole('dialog', { name: `End all sessions of ${person.name}` })
  await expectAccessible(page)
  expect(await sessions()).toBe(1)
  await dialog.getByRole('button', { name: 'End all sessions' }).click()
  await expect(dialog).toBeHidden()
  expect(await sessions()).toBe(0)
  expect(await audited('session.end-all', person.id)).toBe(1)
  expect((await asksWhoIAm(there)).status()).toBe(401)
  expect((await asksWhoIAm(page)).status()).toBe(200)
  // Nothing is left to end, so nothing is offered.
  await page.getByRole('button', { name: `Actions for ${person.name}` }).click()
  await expect(page.getByRole('menuitem', { name: 'Disable' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'End all sessions' })).toHaveCount(0)
  await signInAs(there, person)
  await there.context().close()
})

/** Everything of the page's requests that proxies write into their logs. */
function watchRequestLines(page: Page): string[] {
  const lines: string[] = []
  page.on('request', (request) => lines.push(`${request.url().split('#')[0]} ${request.headers()['referer'] ?? ''}`))
  return lines
}

test('[US11] an owner makes a reset link; with it the person sets a password, once; no request line holds its secret', async ({
  page,
  browser,
}) => {
  const [owner, person] = [await createPerson(true), await createPerson()]
  await signInAs(page, owner, '/accounts')
  await page.getByLabel('Name or e-mail').fill(person.email)
  await expect(page.getByRole('table', { name: 'Accounts' }).getByRole('row')).toHaveCount(2)
  await expectAccessible(page)
  await page.getByRole('button', { name: `Actions for ${person.name}` }).click()
  await page.getByRole('menuitem', { name: 'Make a reset link' }).click()
  const dialog = page.getByRole('dialog', { name: `New password for ${person.name}` })
  await dialog.getByRole('button', { name: 'Make a reset link' }).click()
  const link = await dialog.getByLabel('Reset link').inputValue()
  const there = await (await browser.newContext()).newPage()
  const lines = watchRequestLines(there)
  const secret = link.split('#')[1] ?? ''
  // Links of earlier versions had it in their path.
  await there.goto(link.replace('#', '/'))
  await expect(there).toHaveURL(link)
  await expect(there.getByLabel('New password')).toBeVisible()
  expect(lines.splice(0)[0]).toContain(secret)
  await there.goto('about:blank')
  await there.goto(link)
  await expect(there.getByLabel('New password')).toBeVisible()
  await expectAccessible(there)
  await there.getByLabel('New password').fill(NEW_PASSWORD)
  await there.getByRole('button', { name: 'Set password' }).click()
  await expect(there).toHaveURL(/sign-in/)
  await signInAs(there, { ...person, password: NEW_PASSWORD })
  await there.goto(link)
  await expect(there.getByRole('heading', { name: 'This link is closed' })).toBeVisible()
  expect(lines.length).toBeGreaterThan(10)
  expect(lines.filter((line) => line.includes(secret))).toEqual([])
  await there.context().close()
})

test('[US11] who is invited opens the link, says who they are and is in the project; no request line holds its secret', async ({
  page,
  browser,
}) => {
  await signIn(page, 'admin', '/p/demo/people')
  const email = `${crypto.randomUUID()}@framejury.example`
  await page.getByRole('button', { name: 'Invite a person' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('E-mail').fill(email)
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  const link = await dialog.getByLabel('Invitation link').inputValue()
  const there = await (await browser.newContext()).newPage()
  const lines = watchRequestLines(there)
  await there.goto(link)
  await there.getByLabel('Name').fill('Ines Invited')
  await expectAccessible(there)
  await there.getByLabel('New password').fill(NEW_PASSWORD)
  await there.getByRole('button', { name: 'Join the project' }).click()
  await expect(there).toHaveURL(/\/p\/demo/)
  expect(lines.filter((line) => line.includes(link.split('#')[1] ?? ''))).toEqual([])
  await there.goto('/invitation')
  await expect(there.getByRole('heading', { name: 'This invitation is closed' })).toBeVisible()
  await there.context().close()
})

test('a disabled person is out at once and cannot come back until enabled', async ({ page, browser }) => {
  const [owner, person] = [await createPerson(true), await createPerson()]
  const there = await otherBrowser(browser, person)
  await signInAs(page, owner, '/accounts')
  await page.getByLabel('Name or e-mail').fill(person.email)
  await page.getByRole('button', { name: `Actions for ${person.name}` }).click()
  await page.getByRole('menuitem', { name: 'Disable' }).click()
  const dialog = page.getByRole('dialog', { name: `Disable ${person.name}` })
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Disable' }).click()
  const row = page.getByRole('row', { name: new RegExp(person.email) })
  await expect(row.getByText('Disabled')).toBeVisible()
  expect((await asksWhoIAm(there)).status()).toBe(401)
  await trySignIn(there, person)
  await expect(there.getByText('Wrong e-mail or password')).toBeVisible()
  await page.getByRole('button', { name: `Actions for ${person.name}` }).click()
  await page.getByRole('menuitem', { name: 'Enable' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Enable' }).click()
  await expect(row.getByText('Active')).toBeVisible()
  await signInAs(there, person)
  await there.context().close()
})

async function giveCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code').fill(code)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('a second factor is set up and asked for at the sign-in', async ({ page, context }) => {
  const person = await createPerson()
  const { secret } = await setUpSecondFactor(page, person)
  await context.clearCookies()
  await trySignIn(page, person)
  await giveCode(page, '000000')
  await expect(page.getByText('This code is wrong or was already used')).toBeVisible()
  await expectAccessible(page)
  await giveCode(page, await nextCode(person, secret))
  await expect(page).not.toHaveURL(/sign-in/)
})

test('a recovery code signs in once', async ({ page, context }) => {
  const person = await createPerson()
  const { recovery } = await setUpSecondFactor(page, person)
  await context.clearCookies()
  await trySignIn(page, person)
  await giveCode(page, recovery)
  await expect(page).not.toHaveURL(/sign-in/)
  await context.clearCookies()
  await trySignIn(page, person)
  await giveCode(page, recovery)
  await expect(page.getByText('This code is wrong or was already used')).toBeVisible()
})
