import { expect, type Page } from '@playwright/test'
import { journeyInstance } from '@/tests/setup/journey-instance'

export type DemoRole = 'admin' | 'reviewer' | 'annotator'

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
