import { expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './support/accessible'
import { database, demoProjectId } from './support/database'
import { ANNOTATOR, allClaimed, offer, painted, sayClean, suspectPairs } from './support/labelling'
import { signIn } from './support/sign-in'

function countAnswers(): Promise<number> {
  return database().annotation.count({ where: { author: { email: ANNOTATOR } } })
}

function newestAnswer() {
  return database().annotation.findFirstOrThrow({
    where: { author: { email: ANNOTATOR } },
    orderBy: { createdAt: 'desc' },
    include: { marks: { orderBy: { frameIndex: 'asc' } }, assignment: true, outcomes: true },
  })
}

async function offerSuspectPairs(): Promise<void> {
  expect(await offer({ pair: await suspectPairs(), arm: 'show' })).not.toEqual([])
}

async function openQueue(page: Page): Promise<void> {
  await signIn(page, 'annotator', '/label/demo')
  await painted(page)
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** Puts the keyboard on the left clip's first frame, from wherever it is. */
async function toFirstLeftFrame(page: Page): Promise<void> {
  const left = page.getByRole('region', { name: 'Left clip' })
  if ((await left.getAttribute('data-focus')) === null) await page.keyboard.press('Tab')
  await page.keyboard.press('Home')
  await expect(left.locator('canvas[data-frame="0"]')).toBeVisible()
}

/** Goes from suspect frame to suspect frame until there is a proposal to decide on. */
async function toProposal(page: Page): Promise<void> {
  const proposal = page.getByRole('button', { name: /proposed · / })
  for (let at = 0; at < 40 && (await proposal.count()) === 0; at += 1) await page.keyboard.press(']')
  await expect(proposal.first()).toBeVisible()
}

test.beforeEach(offerSuspectPairs)
test.afterEach(() => allClaimed())

test('a whole video pair by keyboard: proposal, range, box, strength, submit', async ({ page }) => {
  const before = await countAnswers()
  await openQueue(page)
  await toProposal(page)
  await press(page, 'a')
  await expect(page.getByText(/accepted\./)).toBeVisible()

  await toFirstLeftFrame(page)
  await page.keyboard.down('2')
  await press(page, '.', '.', '.', '.', ',')
  await page.keyboard.up('2')
  await expect(page.getByText(/on frames 0–3, left/)).toBeVisible()
  await press(page, 'b', 'Shift+ArrowRight', 'Shift+Alt+ArrowDown')
  await press(page, ',')
  await expect(page.getByRole('button', { name: /between · frames 0–3/ })).toBeVisible()
  await toFirstLeftFrame(page)
  await press(page, 'f', 'Shift+ArrowLeft', 'Escape')

  await press(page, 'm', 'Shift+E')
  await expect(page.getByRole('button', { name: 'Much better' })).toHaveAttribute('aria-pressed', 'true')
  // Held too long, Enter answers one pair and tries nothing on the next.
  await page.keyboard.down('Enter')
  await expect.poll(countAnswers).toBe(before + 1)
  await painted(page)
  await page.keyboard.down('Enter')
  await page.keyboard.up('Enter')
  await expect(page.locator('[data-active="true"]').getByText('Still missing')).toHaveCount(0)

  const { marks, preference, strength, assignment, outcomes } = await newestAnswer()
  const range = marks.filter(({ labelKey, trackId }) => labelKey === 'extra_limbs' && trackId !== null)
  expect(range.map(({ frameIndex, interpolated }) => [frameIndex, interpolated])).toEqual([
    [0, false],
    [1, true],
    [2, true],
    [3, false],
  ])
  expect(new Set(range.map(({ trackId }) => trackId)).size).toBe(1)
  expect(range.every(({ boxW }) => boxW !== null)).toBe(true)
  expect(outcomes.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1)
  expect(preference).toBe(assignment.leftSide === 'A' ? 'B' : 'A')
  expect(strength).toBe('strong')
})

test('a preference against the marks is asked about once, and then taken', async ({ page }) => {
  const before = await countAnswers()
  await openQueue(page)
  await toFirstLeftFrame(page)
  await press(page, '2', 'b', 'm', 'q', 'Enter')
  const asked = page.getByText(/You prefer the left clip, which has more marked frames/)
  await expect(asked).toBeVisible()
  await expectAccessible(page)
  await press(page, 'Escape')
  await expect(asked).toHaveCount(0)
  expect(await countAnswers()).toBe(before)
  await press(page, 'Enter')
  await expect.poll(countAnswers).toBe(before + 1)
})

/** A frame pair, or a pair that was claimed before the setting, may be answered at once; any other answer was watched too little. */
async function passOverWhatNeedsNoWatching(before: number): Promise<number> {
  const count = await countAnswers()
  if (count === before) return before
  const { assignment } = await newestAnswer()
  const { pair } = await database().task.findUniqueOrThrow({
    where: { id: assignment.taskId },
    include: { pair: true },
  })
  expect({ kind: pair.kind, mustWatch: assignment.mustWatch }).not.toEqual({ kind: 'video', mustWatch: true })
  return count
}

test('where clips must be watched, an answer waits until they were', async ({ page }) => {
  const projectId = await demoProjectId()
  const { settings } = await database().project.findUniqueOrThrow({ where: { id: projectId } })
  const given = settings as Record<string, unknown>
  await database().project.update({ where: { id: projectId }, data: { settings: { ...given, mustWatch: true } } })
  try {
    await openQueue(page)
    const waits = page.getByText(/had not been on screen yet|Play the (left|right) clip/).first()
    let before = await countAnswers()
    await expect(async () => {
      before = await passOverWhatNeedsNoWatching(before)
      await painted(page)
      await sayClean(page)
      await press(page, 'Enter')
      await expect(waits).toBeVisible({ timeout: 5_000 })
    }).toPass()
    expect(await countAnswers()).toBe(before)
    // A busy machine drops frames, so the clips may have to be played again.
    await expect(async () => {
      await press(page, 'Home', 'Space')
      await expect(page.getByRole('button', { name: /Pause/ })).toBeVisible()
      await expect(page.getByRole('button', { name: /Play/ })).toBeVisible({ timeout: 60_000 })
      await press(page, 'Enter')
      await expect.poll(countAnswers, { timeout: 5_000 }).toBe(before + 1)
    }).toPass()
  } finally {
    await database().project.update({ where: { id: projectId }, data: { settings: given as object } })
  }
})

test('own keys: a conflict is offered as a swap, kept with the account, and taken back', async ({ page }) => {
  const keys = async () => {
    const { keyBindings } = await database().user.findUniqueOrThrow({ where: { email: ANNOTATOR } })
    return keyBindings
  }
  await openQueue(page)
  await press(page, '?')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /Change the key of “Left has no distortion”/ }).click()
  await press(page, 'Control+r')
  await expect(dialog.getByText(/belongs to the browser/)).toBeVisible()
  await press(page, '2')
  await expect(dialog.getByText(/2 is the key of the label/)).toBeVisible()
  await press(page, 'm')
  await expect(dialog.getByText(/M is “Right has no distortion”/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Swap' }).click()
  await expect.poll(keys).toEqual({ 'clean-left': ['m'], 'clean-right': ['n'] })
  await expectAccessible(page)

  await page.reload()
  await painted(page)
  const clean = page.getByRole('button', { name: /Left clean/ })
  await expect(clean).toHaveText(/M$/)
  await press(page, 'm')
  await expect(clean).toHaveAttribute('aria-pressed', 'true')
  await press(page, '?')
  await dialog.getByRole('button', { name: 'Reset all keys to default' }).click()
  await expect.poll(keys).toEqual({})
})

for (const { width, height, what } of [
  { width: 1440, height: 900, what: 'a large window' },
  { width: 1024, height: 700, what: 'a small window' },
  { width: 720, height: 450, what: 'twice the size' },
]) {
  test(`nothing is cut off or out of reach in ${what}, in both themes`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    await openQueue(page)
    await toFirstLeftFrame(page)
    await press(page, '2', 'b', 'q', 'g')
    await expect(page.getByRole('region', { name: 'Guidelines' })).toBeVisible()
    for (const theme of ['first', 'second']) {
      await expectAccessible(page)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(wide, `${theme} theme: the page is wider than the window`).toBeLessThanOrEqual(0)
      for (const button of await page.locator('[data-active="true"] :is(header, aside, footer) button').all()) {
        if (!(await button.isVisible())) continue
        await button.scrollIntoViewIfNeeded()
        await expect(button).toBeInViewport({ ratio: 0.95 })
      }
      await page.getByRole('button', { name: 'Light or dark' }).click()
    }
    await press(page, 'g')
    await expect(page.getByRole('region', { name: 'Guidelines' })).toHaveCount(0)
  })
}
