import { expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './support/accessible'
import { database, demoProjectId } from './support/database'
import { signIn } from './support/sign-in'

async function countVerdicts(verdict: 'accept' | 'return' | 'correct'): Promise<number> {
  return database().review.count({ where: { projectId: await demoProjectId(), verdict } })
}

test('a reviewer accepts one answer, returns one with a comment, and the author gets it back', async ({ page }) => {
  const projectId = await demoProjectId()
  const [accepted, sentBack] = [await countVerdicts('accept'), await countVerdicts('return')]
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
  await expect.poll(() => countVerdicts('accept')).toBe(accepted + 1)
  await expect(page).not.toHaveURL(first)

  await page.keyboard.press('r')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What should they look at again?').fill('Please look at the hand again.')
  await dialog.getByRole('button', { name: 'Return the answer' }).click()
  await expect.poll(() => countVerdicts('return')).toBe(sentBack + 1)
  const returned = await database().review.findFirstOrThrow({
    where: { projectId, verdict: 'return' },
    orderBy: { createdAt: 'desc' },
    include: { annotation: { include: { assignment: true } } },
  })
  expect(returned.annotation.assignment.state).toBe('claimed')
  expect(returned.annotation.assignment.returnComment).toContain('hand')
})

test('a reviewer corrects an answer, is asked once about what looks odd, and the original stays', async ({ page }) => {
  const projectId = await demoProjectId()
  const { id } = await database().annotation.findFirstOrThrow({
    where: { projectId, supersededBy: { is: null }, reviews: { none: {} }, marks: { none: {} } },
  })
  const corrected = await countVerdicts('correct')
  await signIn(page, 'reviewer', `/p/demo/review/${id}`)
  await expect(page.getByRole('region', { name: 'Left clip' })).toBeVisible()
  await page.keyboard.press('c')
  await expect(page.getByText('You are correcting this answer')).toBeVisible()
  await page.keyboard.press('s')
  await page.keyboard.press('Enter')
  await expect(page.getByText('You call both bad, but nothing is marked')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect.poll(() => countVerdicts('correct')).toBe(corrected + 1)
  const { annotation, resultAnnotation } = await database().review.findFirstOrThrow({
    where: { annotationId: id, verdict: 'correct' },
    include: { annotation: true, resultAnnotation: true },
  })
  expect(annotation.id).toBe(id)
  expect(resultAnnotation).toMatchObject({ kind: 'correction', supersedesId: id, preference: 'tie_bad' })
})

/** How often the browser has computed styles on a page that was opened for it. */
async function countRestyles(page: Page): Promise<number> {
  const browser = await page.context().newCDPSession(page)
  await browser.send('Performance.enable')
  const { metrics } = await browser.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'RecalcStyleCount')?.value ?? Number.NaN
}

test('a reviewer puts the box of a mark into the guidelines, and takes it away again', async ({ page }) => {
  const projectId = await demoProjectId()
  const { id, marks } = await database().annotation.findFirstOrThrow({
    where: {
      projectId,
      supersededBy: { is: null },
      task: { pair: { kind: 'frame' } },
      marks: { some: { boxX: { not: null } } },
    },
    include: { marks: { where: { boxX: { not: null } } } },
  })
  await signIn(page, 'reviewer', `/p/demo/review/${id}`)
  await expect(page.getByRole('region', { name: 'Left clip' })).toBeVisible()
  const make = page.getByRole('button', { name: /^Example/ })
  // Selecting goes through the focused side alone.
  await page.keyboard.press('f')
  if (!(await make.isVisible())) await page.keyboard.press('Tab')
  if (!(await make.isVisible())) await page.keyboard.press('f')
  await expect(make).toBeVisible()
  await page.keyboard.press('e')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('img')).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 })
  await expectAccessible(page)
  await dialog.getByLabel('Note').fill('Look at the edge.')
  await dialog.getByRole('button', { name: 'Add the picture' }).click()
  await expect(dialog).toBeHidden()
  const example = await database().labelExample.findFirstOrThrow({ where: { projectId, note: 'Look at the edge.' } })
  expect(marks.map(({ labelKey, frameIndex }) => [labelKey, frameIndex])).toContainEqual([
    example.labelKey,
    example.frameIndex,
  ])

  const list = await page.context().newPage()
  await list.goto('/p/demo/taxonomy')
  const picture = list.getByRole('listitem').filter({ has: list.getByText('Look at the edge.', { exact: false }) })
  await picture
    .last()
    .getByRole('button', { name: /^Remove the picture/ })
    .click()
  await expect.poll(() => database().labelExample.count({ where: { id: example.id } })).toBe(0)
  const drawn = list.locator('[role="img"][aria-busy="false"] canvas')
  await expect(drawn.nth(5)).toBeVisible({ timeout: 60_000 })
  await expectAccessible(list)
  // Lists of pictures stand in grids within grids: laid out anew by each of them, three took 32,000 restyles.
  expect(await countRestyles(list)).toBeLessThan(1_000)
})
