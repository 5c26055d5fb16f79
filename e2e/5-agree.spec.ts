import { expect, test } from '@playwright/test'
import { expectAccessible } from './support/accessible'
import { demoProjectId } from './support/database'
import { signIn } from './support/sign-in'

test('the agreement page shows figures with intervals, the same as the API gives', async ({ page }) => {
  await signIn(page, 'reviewer', '/p/demo/agreement')
  await expect(page.getByRole('heading', { name: 'By label' })).toBeVisible()
  const answer = await page.request.get(`/api/v1/projects/${await demoProjectId()}/agreement`)
  const report = (await answer.json()) as {
    preference: { alpha: { value: number; ci95: [number, number] } }
    pairsCompared: number
  }
  expect(report.pairsCompared).toBeGreaterThan(10)
  const { value, ci95 } = report.preference.alpha
  expect(ci95[0]).toBeLessThanOrEqual(value)
  expect(ci95[1]).toBeGreaterThanOrEqual(value)
  await expect(page.getByText(value.toFixed(2), { exact: true }).first()).toBeVisible()
  await expectAccessible(page)
})
