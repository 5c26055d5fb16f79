import { expect, test } from '@playwright/test'
import { expectAccessible } from './support/accessible'
import { database, demoProjectId } from './support/database'
import { signIn } from './support/sign-in'

test('a reviewer accepts one answer, returns one with a comment, and the author gets it back', async ({ page }) => {
  const projectId = await demoProjectId()
  await signIn(page, 'reviewer', '/p/demo/review')
  await expectAccessible(page)
  await page
    .getByRole('link', { name: 'Start reviewing' })
    .or(page.getByRole('button', { name: 'Start reviewing' }))
    .first()
    .click()
  await expect(page.getByRole('region', { name: 'Left clip' })).toBeVisible()
  await expectAccessible(page)
  const first = page.url()
  await page.keyboard.press('a')
  await expect.poll(() => database().review.count({ where: { projectId, verdict: 'accept' } })).toBe(1)
  await expect(page).not.toHaveURL(first)

  await page.keyboard.press('r')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What should they look at again?').fill('Please look at the hand again.')
  await dialog.getByRole('button', { name: 'Return the answer' }).click()
  await expect.poll(() => database().review.count({ where: { projectId, verdict: 'return' } })).toBe(1)
  const returned = await database().review.findFirstOrThrow({
    where: { projectId, verdict: 'return' },
    include: { annotation: { include: { assignment: true } } },
  })
  expect(returned.annotation.assignment.state).toBe('claimed')
  expect(returned.annotation.assignment.returnComment).toContain('hand')
})

test('a reviewer corrects an answer; the original stays', async ({ page }) => {
  const projectId = await demoProjectId()
  await signIn(page, 'reviewer', '/p/demo/review')
  await page
    .getByRole('link', { name: 'Start reviewing' })
    .or(page.getByRole('button', { name: 'Start reviewing' }))
    .first()
    .click()
  await expect(page.getByRole('region', { name: 'Left clip' })).toBeVisible()
  await page.keyboard.press('c')
  await expect(page.getByText('You are correcting this answer')).toBeVisible()
  await page.keyboard.press('s')
  await page.keyboard.press('Enter')
  await expect.poll(() => database().review.count({ where: { projectId, verdict: 'correct' } })).toBe(1)
  const { annotation, resultAnnotation } = await database().review.findFirstOrThrow({
    where: { projectId, verdict: 'correct' },
    include: { annotation: true, resultAnnotation: true },
  })
  expect(resultAnnotation).toMatchObject({ kind: 'correction', supersedesId: annotation.id, preference: 'tie_bad' })
})
