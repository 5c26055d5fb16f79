import { cp, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import type { EvaluationView } from '@/lib/contracts/http/evaluation'
import { ModelManifest } from '@/lib/domain/proposals'
import { journeyInstance } from '@/tests/setup/journey-instance'
import { expectAccessible } from './support/accessible'
import { database, demoProjectId, framejury, NAME, SECOND, SHIPPED } from './support/database'
import { signIn } from './support/sign-in'
import { expectSound } from './support/sound'

/** The model that ships with the product, as another version in the models folder of the instance: it calls fewer frames distorted. */
async function putSecondVersion(): Promise<void> {
  const folder = path.join(journeyInstance().dataFolder, 'models', 'second')
  await cp('models/default', folder, { recursive: true })
  const file = path.join(folder, 'model.json')
  const manifest = ModelManifest.parse(JSON.parse(await readFile(file, 'utf8')))
  const thresholds = { ...manifest.thresholds, distortedScore: manifest.thresholds.distortedScore - 0.3 }
  await writeFile(file, JSON.stringify({ ...manifest, version: SECOND, thresholds }))
}

async function openModel(page: Page, version: string): Promise<void> {
  await page.goto('/p/demo/runs')
  const models = page.getByRole('region', { name: 'Models' })
  await models.getByRole('link', { name: `${NAME} ${version}` }).click()
  await expect(page.getByRole('heading', { level: 1, name: `${NAME} ${version}` })).toBeVisible()
}

test('an admin registers a model, runs it, and its page holds it against what was planted', async ({ page }, info) => {
  test.setTimeout(240_000)
  await putSecondVersion()
  await signIn(page, 'admin', '/p/demo/runs')
  const register = page.getByRole('button', { name: 'Register a model' })
  await register.click()
  const dialog = page.getByRole('dialog')
  await page.keyboard.press('Escape')
  await expect(register).toBeFocused()
  await page.keyboard.press('Enter')
  await dialog.getByLabel('Location').fill('no-such-folder')
  await dialog.getByRole('button', { name: 'Register a model' }).click()
  await expect(dialog.getByText(/no-such-folder|model\.json/).last()).toBeVisible()
  await dialog.getByLabel('Location').fill('second')
  await dialog.getByRole('button', { name: 'Register a model' }).click()
  await expect(dialog).toBeHidden()

  await openModel(page, SECOND)
  await expect(page.getByRole('heading', { name: 'Not evaluated yet' })).toBeVisible()
  await page.getByRole('button', { name: 'Evaluate now' }).click()
  await expect(page.getByText(/has scored no clip yet/).first()).toBeVisible()

  await page.goto('/p/demo/runs')
  await page.getByRole('button', { name: 'Start a run' }).click()
  await page
    .getByRole('dialog')
    .getByLabel('Model')
    .selectOption({ label: `${NAME} ${SECOND}` })
  await page.getByRole('dialog').getByRole('button', { name: 'Start a run' }).click()
  await expect(page.getByRole('heading', { name: /^Run of/ })).toBeVisible()
  await expect(page.getByText('done', { exact: true }).first()).toBeVisible({ timeout: 150_000 })

  // The run has asked for its evaluation by itself.
  const evaluated = page.getByRole('region', { name: `Evaluation of ${NAME} ${SECOND}` })
  await expect(evaluated.getByText('Compared with the known truth: computed')).toBeVisible({ timeout: 60_000 })
  await evaluated.getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1, name: `${NAME} ${SECOND}` })).toBeVisible()
  await page.getByRole('button', { name: /^planted truth/ }).click()
  await expect(page.getByText('Distorted frames F1').first()).toBeVisible()
  await expect(page.getByText(/automatic, when a run ended/)).toBeVisible()
  const model = await database().modelVersion.findFirstOrThrow({
    where: { projectId: await demoProjectId(), name: NAME, version: SECOND },
  })
  const row = await database().evaluation.findFirstOrThrow({
    where: { modelVersionId: model.id, truth: 'planted', state: 'done' },
  })
  const { recognition } = row.figures as EvaluationView['figures'] & object
  const { value, ci95, n } = recognition.distorted.f1
  expect(n).toBeGreaterThan(20)
  expect(value).toBeGreaterThan(0.3)
  await expect(page.getByText((value ?? 0).toFixed(2), { exact: true }).first()).toBeVisible()
  await expect(page.getByText(`${ci95?.[0].toFixed(2)} – ${ci95?.[1].toFixed(2)}`).first()).toBeVisible()
  // Both versions stand in the trend.
  const trend = page.getByRole('region', { name: `Versions of ${NAME}` })
  await expect(trend.getByRole('row')).toHaveCount(3)
  await expectSound(page, 'model', info)

  const printed = await framejury(
    'evaluate',
    '--project',
    'demo',
    '--model',
    `${NAME}@${SECOND}`,
    '--truth',
    'planted',
    '--json',
  )
  const evaluation = JSON.parse(printed) as EvaluationView
  expect(evaluation).toMatchObject({ id: row.id, inputsHash: row.inputsHash, figures: row.figures })
})

test('the page says how people stand to the model, who was led by it, and when there is too little to say so', async ({
  page,
}) => {
  await signIn(page, 'admin', '/p/demo/runs')
  await openModel(page, SHIPPED)
  await expect(page.getByText(/given with proposals of this version shown/)).toBeVisible()
  const anchoring = page.getByRole('region', { name: 'Do its proposals influence people?' })
  await expect(anchoring.getByRole('row')).toHaveCount(4)
  await expect(
    anchoring.getByText(/are needed in each|No sign|anchoring\.|save time|take longer/).first(),
  ).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: /given without proposals/ }).click()
  await expect(page.getByText(/No answer was given with proposals of this version shown/)).toBeVisible()
  await expect(anchoring).toHaveCount(0)
  await page.getByRole('button', { name: /held-out tasks only/ }).click()
  await expect(page.getByRole('button', { name: /held-out tasks only/ })).toHaveAttribute('aria-pressed', 'true')
})

test('an admin chooses what the queue puts first, and sees which tasks are held out', async ({ page }) => {
  await signIn(page, 'admin', '/p/demo/settings')
  // A choice made before the page has woken up is not noticed.
  await expect(async () => {
    await page.getByLabel('First in the queue').selectOption('value')
    await page.getByLabel('First in the queue').selectOption('random')
    await expect(page.getByText('Not saved yet')).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Not saved yet')).toBeHidden()
  const projectId = await demoProjectId()
  const moved = () => database().$queryRaw<{ id: string }[]>`
    SELECT id FROM "Task" WHERE "projectId" = ${projectId}::uuid AND state = 'open' AND priority <> draw`
  await expect.poll(async () => (await moved()).length, { timeout: 30_000 }).toBe(0)
  await page.getByLabel('First in the queue').selectOption('value')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Not saved yet')).toBeHidden()
  await page.goto('/p/demo/tasks')
  await expect(page.getByText('held out', { exact: true }).first()).toBeVisible()
  await expectAccessible(page)
})
