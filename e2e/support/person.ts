import { randomBytes } from 'node:crypto'
import { type APIResponse, type Browser, expect, type Page } from '@playwright/test'
import { hashPassword } from '@/lib/platform/secrets'
import { database, demoProjectId } from './database'

export type JourneyPerson = { id: string; name: string; email: string; password: string }

/** A person of this journey alone, whose password and sessions may change without harm to the others. */
export async function createPerson(isOwner = false): Promise<JourneyPerson> {
  const name = `Journey ${randomBytes(3).toString('hex')}`
  const email = `${name.replace(' ', '-').toLowerCase()}@framejury.example`
  const password = randomBytes(12).toString('hex')
  const { id } = await database().user.create({
    data: { name, email, isOwner, passwordHash: await hashPassword(password) },
  })
  await database().membership.create({ data: { projectId: await demoProjectId(), userId: id, role: 'annotator' } })
  return { id, name, email, password }
}

/** Fills the form, as a person does; says nothing of what follows. */
export async function trySignIn(
  page: Page,
  { email, password }: Pick<JourneyPerson, 'email' | 'password'>,
  path = '/',
) {
  await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(path)}`)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

export async function signInAs(page: Page, person: JourneyPerson, path = '/'): Promise<void> {
  await trySignIn(page, person, path)
  await expect(page).not.toHaveURL(/sign-in/)
}

/** Another browser of a person, with cookies of its own. */
export async function otherBrowser(browser: Browser, person: JourneyPerson): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await signInAs(page, person)
  return page
}

export function asksWhoIAm(page: Page): Promise<APIResponse> {
  return page.request.get('/api/v1/me')
}
