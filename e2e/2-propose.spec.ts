import { expect, type Page, test } from '@playwright/test'
import { database, demoProjectId } from './support/database'
import { signIn } from './support/sign-in'
import { expectSound } from './support/sound'

/** The demo's own run is shown, so that a further one is a trial until an admin says otherwise. */
async function showAndHide(page: Page): Promise<void> {
  await expect(page.getByText('trial', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Show to annotators' }).click()
  await expect(page.getByText('shown', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Hide from annotators' }).click()
  await expect(page.getByText('trial', { exact: true })).toBeVisible()
}

test('an admin starts a run, watches it end, and every clip has its budget of scored frames', async ({
  page,
}, info) => {
  await signIn(page, 'admin', '/p/demo/runs')
  await expectSound(page, 'runs', info)
  await page.getByRole('button', { name: 'Start a run' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Show its proposals to annotators')).not.toBeChecked()
  await expectSound(page, 'start-run', info)
  await dialog.getByLabel('Seed').fill('7')
  await dialog.getByRole('button', { name: 'Start a run' }).click()
  await expect(page.getByRole('heading', { name: /^Run of/ })).toBeVisible()
  await expect(page.getByText('done', { exact: true }).first()).toBeVisible({ timeout: 110_000 })
  // What the page has loaded of the clips is all that the run scored.
  await expect(page.getByText(/^(\d+) of \1 scored frames/)).toBeVisible()
  await expectSound(page, 'run', info)
  await showAndHide(page)

  const projectId = await demoProjectId()
  const run = await database().run.findFirstOrThrow({ where: { projectId, seed: 7 }, include: { videos: true } })
  expect(run.state).toBe('done')
  expect(run.provider).toMatch(/cpu|cuda/)
  for (const { id, frameBudget, score } of run.videos) {
    expect(await database().frameScore.count({ where: { runVideoId: id } })).toBe(frameBudget)
    expect(score).toBeGreaterThanOrEqual(1)
    expect(score).toBeLessThanOrEqual(5)
  }
})

async function startRun(page: Page, { seed, fps }: { seed: number; fps: number }): Promise<void> {
  await page.goto('/p/demo/runs')
  await page.getByRole('button', { name: 'Start a run' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Seed').fill(String(seed))
  await dialog.getByLabel('Frames a second').fill(String(fps))
  await dialog.getByRole('button', { name: 'Start a run' }).click()
  await expect(page.getByRole('heading', { name: /^Run of/ })).toBeVisible()
}

async function cancelRun(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Cancel the run' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the run' }).click()
  await expect(page.getByText('cancelled', { exact: true }).first()).toBeVisible()
}

test('a run that is queued behind another says what it waits for, and is taken up when that one is cancelled', async ({
  page,
}, info) => {
  await signIn(page, 'admin', '/p/demo/runs')
  await startRun(page, { seed: 21, fps: 30 })
  const first = page.url()
  await startRun(page, { seed: 22, fps: 10 })
  const second = page.url()
  await expect(page.getByText(/^Waiting: \d+ earlier clips come first\.$/)).toBeVisible()
  await expectSound(page, 'queued-run', info)
  await page.goto(first)
  await cancelRun(page)
  await page.goto(second)
  await expect(page.getByText('running', { exact: true }).first()).toBeVisible()
  await expect(page.getByText(/^Waiting/)).toHaveCount(0)
  await cancelRun(page)
})

test('a run is cancelled from its page and taken up again', async ({ page }) => {
  await signIn(page, 'admin', '/p/demo/runs')
  await startRun(page, { seed: 8, fps: 1 })
  await cancelRun(page)
  const projectId = await demoProjectId()
  const cancelled = await database().run.findFirstOrThrow({ where: { projectId, seed: 8 } })
  expect(cancelled.state).toBe('cancelled')

  await page.getByRole('button', { name: /^Retry/ }).click()
  await expect(page.getByText('done', { exact: true }).first()).toBeVisible({ timeout: 110_000 })
  const videos = await database().runVideo.findMany({ where: { runId: cancelled.id } })
  for (const { id, frameBudget } of videos) {
    expect(await database().frameScore.count({ where: { runVideoId: id } })).toBe(frameBudget)
  }
})
