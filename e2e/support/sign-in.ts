import { expect, type Page } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { journeyInstance } from '@/tests/setup/journey-instance'
import { expectAccessible } from './accessible'
import { database } from './database'
import { type JourneyPerson, signInAs } from './person'

type DemoRole = 'admin' | 'reviewer' | 'annotator'

/** Signs in by the form, as a person does, and lands on `path`. */
export async function signIn(page: Page, role: DemoRole, path = '/'): Promise<void> {
  const account = journeyInstance().signIns.find((entry) => entry.role === role)
  if (!account) throw new Error(`The demo has no ${role}`)
  await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(path)}`)
  await page.getByLabel('E-mail').fill(account.email)
  await page.getByLabel('Password').fill(account.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).not.toHaveURL(/sign-in/)
}

/** The code of the step after the last one that was taken, so that no journey waits for the clock. */
export async function nextCode(person: JourneyPerson, secret: string): Promise<string> {
  const { totpLastStep } = await database().user.findUniqueOrThrow({ where: { id: person.id } })
  const now = Math.floor(Date.now() / 30_000)
  const step = Math.max(now - 1, (totpLastStep ?? 0) + 1)
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: step * 30_000 })
}

/** Sets the second factor up on the Account page. @returns its secret and the recovery codes */
export async function setUpSecondFactor(
  page: Page,
  person: JourneyPerson,
): Promise<{ secret: string; recovery: string }> {
  await signInAs(page, person, '/account')
  await page.getByRole('button', { name: 'Set up' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Password').fill(person.password)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await expect(dialog.getByRole('img', { name: /QR code/ })).toBeVisible()
  await expectAccessible(page)
  const secret = await dialog.getByLabel('Secret', { exact: true }).inputValue()
  await dialog.getByLabel('Six digits').fill(await nextCode(person, secret))
  await dialog.getByRole('button', { name: 'Turn on' }).click()
  const codes = dialog.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await expect(codes).toHaveCount(10)
  const recovery = (await codes.first().textContent()) ?? ''
  await dialog.getByRole('button', { name: 'I have saved them' }).click()
  await expect(page.getByText('10 recovery codes left')).toBeVisible()
  return { secret, recovery }
}
