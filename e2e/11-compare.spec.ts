import { expect, test } from '@playwright/test'
import { type Blind, ProjectSettings } from '@/lib/domain/accounts'
import { ComparisonFigures, figuresTurnedRound } from '@/lib/domain/evaluation'
import { database, demoProjectId, NAME, SECOND, SHIPPED } from './support/database'
import { signIn } from './support/sign-in'
import { expectSound } from './support/sound'

async function setBlind(id: string, blind: Blind): Promise<void> {
  const { settings } = await database().project.findUniqueOrThrow({ where: { id } })
  await database().project.update({ where: { id }, data: { settings: { ...ProjectSettings.parse(settings), blind } } })
}

test('an admin compares the runs of two model versions and opens a clip where they differ', async ({ page }, info) => {
  const projectId = await demoProjectId()
  const clips = await database().video.count({ where: { projectId, state: 'ready' } })
  await signIn(page, 'admin', '/p/demo/runs')
  await page
    .getByRole('region', { name: 'Models' })
    .getByRole('link', { name: `${NAME} ${SECOND}` })
    .click()
  await page.getByRole('button', { name: /^Compare with/ }).click()
  await page.getByRole('menuitem', { name: `${NAME} ${SHIPPED} · ${clips} clips in common` }).click()
  await expect(page).toHaveURL(/\/p\/demo\/runs\/compare\?a=[0-9a-f-]{36}&b=[0-9a-f-]{36}$/)
  await expect(page.getByRole('img', { name: new RegExp(`^${clips} clips in both`) })).toBeVisible()
  const rows = page.getByRole('region', { name: 'Clips' }).getByRole('row')
  await expect(rows).toHaveCount(Math.min(25, clips) + 1)
  await expectSound(page, 'comparison', info)

  // The address says the choice: going back to it shows the same.
  await page.getByLabel('Show').selectOption('same')
  await page.getByLabel('Order').selectOption('lowest-b')
  // Next writes the address once more when the choice is drawn: only then is it the one to reload.
  await expect(page.getByLabel('Order')).toHaveValue('lowest-b')
  await expect(page).toHaveURL(/show=same&order=lowest-b/)
  await page.reload()
  await expect(page.getByLabel('Order')).toHaveValue('lowest-b')
  await page.getByLabel('Show').selectOption('only-a')
  await expect(page.getByText('No clip fits this choice.')).toBeVisible()
  await page.getByLabel('Show').selectOption('')

  const a = new URL(page.url()).searchParams.get('a')
  await page.getByRole('button', { name: 'Swap A and B' }).click()
  await expect(page).toHaveURL(new RegExp(`b=${a}`))
  await rows
    .nth(1)
    .getByRole('link', { name: /^Frame \d+/ })
    .click()
  await expect(page).toHaveURL(/\/p\/demo\/media\/[0-9a-f-]{36}\?frame=\d+$/)
  const frame = new URL(page.url()).searchParams.get('frame')
  await expect(page.getByText(`Opened at frame ${frame} of`)).toBeVisible()
  await expect
    .poll(() => page.locator('video').evaluate((video) => (video as HTMLVideoElement).currentTime))
    .toBeGreaterThan(0)
})

test('runs of other budgets are compared where they share clips, and a lonely choice says what is missing', async ({
  page,
}) => {
  const projectId = await demoProjectId()
  const [first, second] = await database().run.findMany({
    where: { projectId, state: 'done' },
    orderBy: { createdAt: 'asc' },
    take: 2,
  })
  if (!first || !second) throw new Error('two runs are done by now')
  await signIn(page, 'admin', `/p/demo/runs/${first.id}`)
  await page.getByRole('link', { name: 'Compare with another run' }).click()
  await expect(page.getByRole('heading', { name: 'Choose what to compare' })).toBeVisible()
  await page.getByLabel(/^B:/).selectOption(second.id)
  await expect(page.getByText('Mean difference B − A')).toBeVisible()
  await page.goto(`/p/demo/runs/compare?a=${first.id}&b=${first.id}`)
  await expect(page.getByText(/one and the same run/)).toBeVisible()
})

test('an admin measures which of two runs is nearer to what was planted, and a reviewer who is not blind reads it from either side', async ({
  page,
}, info) => {
  const projectId = await demoProjectId()
  const newestOf = (version: string) =>
    database().run.findFirstOrThrow({
      where: { projectId, state: 'done', model: { is: { name: NAME, version } } },
      orderBy: { createdAt: 'desc' },
    })
  const [a, b] = [await newestOf(SHIPPED), await newestOf(SECOND)]
  await signIn(page, 'admin', `/p/demo/runs/compare?a=${a.id}&b=${b.id}`)
  const against = page.getByRole('group', { name: 'Measured against' })
  const planted = against.getByRole('button', { name: /^planted truth/ })
  await planted.click()
  await expect(planted).toHaveAttribute('aria-pressed', 'true')
  await expect(page).toHaveURL(/against=planted/)
  await expect(page.getByRole('heading', { name: 'Not measured yet' })).toBeVisible()
  await page.getByRole('button', { name: 'Measure', exact: true }).press('Enter')
  const table = page.getByRole('region', { name: 'Compared with the truth' }).getByRole('table')
  await expect(table).toBeVisible({ timeout: 60_000 })

  const row = await database().comparison.findFirstOrThrow({ where: { projectId, truth: 'planted' } })
  expect(row.state).toBe('done')
  expect([row.runAId, row.runBId]).toEqual([a.id, b.id].sort())
  const kept = ComparisonFigures.parse(row.figures)
  const { inputs, figures } = row.runAId === a.id ? kept : figuresTurnedRound(kept)
  const { accuracy, distortedF1 } = figures
  // The second version draws the line lower on the same scores: it finds fewer of the frames that are distorted.
  expect(inputs.frames.common).toBeGreaterThan(20)
  expect(distortedF1.differing).toBeGreaterThan(0)
  expect(figures.withTies.differing).toBe(0)
  const figureRow = table.getByRole('row', { name: /^Frame accuracy/ })
  await expect(figureRow.getByRole('cell').first()).toHaveText((accuracy.a ?? 0).toFixed(2))
  await expect(figureRow.getByRole('cell').nth(1)).toHaveText((accuracy.b ?? 0).toFixed(2))
  await expect(table.getByRole('rowheader', { name: /^Preferences: both say the same/ })).toBeVisible()
  await page.getByRole('heading', { name: 'Compared with the truth' }).scrollIntoViewIfNeeded()
  await expectSound(page, 'measured', info)

  // Asked again, nothing is computed anew.
  await page.getByRole('button', { name: 'Measure', exact: true }).click()
  await expect(page.getByText('Nothing has changed since; these are the figures', { exact: true })).toBeVisible()
  expect(await database().comparison.count({ where: { projectId, truth: 'planted' } })).toBe(1)

  await page.context().clearCookies()
  await signIn(page, 'reviewer', `/p/demo/runs/compare?a=${b.id}&b=${a.id}&against=planted`)
  await expect(page.getByRole('heading', { name: 'This page is not for your role', level: 1 })).toBeAttached()
  await expect(table).toHaveCount(0)
  await setBlind(projectId, 'annotators')
  await page.reload()
  await expect(figureRow.getByRole('cell').first()).toHaveText((accuracy.b ?? 0).toFixed(2))
  await expect(page.getByRole('button', { name: 'Measure', exact: true })).toHaveCount(0)
  await setBlind(projectId, 'annotators-and-reviewers')
})
