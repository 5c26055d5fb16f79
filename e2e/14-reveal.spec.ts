import { expect, type Page, test } from '@playwright/test'
import { database, demoProjectId } from './support/database'
import { ANNOTATOR, giveBackAll, offer, painted, sayClean, suspectPairs } from './support/labelling'
import { signIn } from './support/sign-in'
import { expectSound } from './support/sound'

const CLAIM = '**/tasks/claim'

/** The annotator's next tasks are pairs with proposals, which reveal them after a first answer. */
async function offerRevealing(): Promise<void> {
  const ids = await offer({ pair: await suspectPairs(), arm: 'reveal', most: 6 })
  expect(ids.length).toBeGreaterThan(1)
}

/** Journeys that come later get none of these tasks. */
test.afterAll(async () => {
  await giveBackAll()
  const projectId = await demoProjectId()
  await database().task.updateMany({ where: { projectId, arm: 'reveal' }, data: { state: 'closed', priority: 0 } })
})

type Sides = Record<'left' | 'right', { proposals: unknown[]; scores: unknown[] }>

function countShown({ left, right }: Sides): number {
  return [left, right].reduce((sum, { proposals, scores }) => sum + proposals.length + scores.length, 0)
}

/** On the pair on screen; those ahead lie behind it. */
function comesLater(page: Page) {
  return page.locator('[data-active="true"]').getByText('Proposals appear after your own first answer.')
}

const firstAnswers = () => database().firstAnswer.count()
const answers = () => database().annotation.count({ where: { author: { email: ANNOTATOR } } })

test('[QU23] the first press stores a first answer and reveals the proposals, the second sends the answer', async ({
  page,
}, info) => {
  await offerRevealing()
  const claim = page.waitForResponse(CLAIM)
  await signIn(page, 'annotator', '/label/demo')
  const { assignment } = (await (await claim).json()) as { assignment: { arm: string; pair: { sides: Sides } } }
  expect([assignment.arm, countShown(assignment.pair.sides)]).toEqual(['reveal', 0])
  await painted(page)
  const [before, kept] = [await answers(), await firstAnswers()]
  await expect(comesLater(page)).toBeVisible()
  await expect(page.getByRole('button', { name: /Submit first answer/ })).toBeVisible()
  await sayClean(page)
  const told = page.waitForResponse('**/first-answer')
  await page.keyboard.press('Enter')
  const answer = await told
  expect(answer.status(), await answer.text()).toBe(200)
  expect(countShown(((await answer.json()) as { pair: { sides: Sides } }).pair.sides)).toBeGreaterThan(0)
  await expect(page.getByText('Your first answer is stored')).toBeVisible()
  await expect(comesLater(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: /Left clean/ })).toHaveAttribute('aria-pressed', 'true')
  await expectSound(page, 'revealed', info)
  expect([await answers(), await firstAnswers()]).toEqual([before, kept + 1])
  // A hint may be asked about once; the second press sends it all the same.
  await page.keyboard.press('Enter')
  if (await page.getByText('Your first answer is stored').isVisible()) await page.keyboard.press('Enter')
  await expect.poll(answers).toBe(before + 1)
  expect(await firstAnswers()).toBe(kept + 1)
})

test('[SV17] offline nothing is revealed; the first answer waits, is sent, and then the proposals come', async ({
  page,
  context,
}, info) => {
  await offerRevealing()
  await signIn(page, 'annotator', '/label/demo')
  await painted(page)
  const kept = await firstAnswers()
  await context.setOffline(true)
  await sayClean(page)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Offline: the proposals are not shown yet')).toBeVisible()
  await expect(comesLater(page)).toBeVisible()
  await expectSound(page, 'reveal-offline', info)
  expect(await firstAnswers()).toBe(kept)
  await context.setOffline(false)
  await expect(page.getByText('Your first answer is stored')).toBeVisible({ timeout: 30_000 })
  expect(await firstAnswers()).toBe(kept + 1)
})
