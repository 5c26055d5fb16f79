import { expect, type Page, test } from '@playwright/test'
import { journeyInstance } from '@/tests/setup/journey-instance'
import { audited, database } from './support/database'
import { ANNOTATOR, allClaimed, giveBackAll, heldIds, offer, painted, sayClean } from './support/labelling'
import { createPerson, otherBrowser } from './support/person'
import { nextCode, setUpSecondFactor, signIn } from './support/sign-in'
import { expectSound } from './support/sound'

const MINE = { author: { email: ANNOTATOR } }

function countAnswers(): Promise<number> {
  return database().annotation.count({ where: MINE })
}

async function newestAnswers(count: number) {
  const rows = await database().annotation.findMany({
    where: MINE,
    orderBy: { id: 'desc' },
    take: count,
    select: { assignmentId: true, comment: true },
  })
  return rows.toReversed()
}

/** The queue with untouched frame pairs first, and both next pairs claimed. */
async function openQueue(page: Page): Promise<void> {
  expect((await offer({ pair: { kind: 'frame' }, most: 12 })).length).toBeGreaterThan(3)
  await signIn(page, 'annotator', '/label/demo')
  await painted(page)
  await expect.poll(async () => (await heldIds()).length).toBe(3)
  await expect(page.locator('[data-active="false"] canvas[data-frame]')).toHaveCount(2)
}

/** A clean answer with a comment that tells it from others, all but sent; a draft may say some of it already. */
async function prepare(page: Page, comment: string): Promise<void> {
  await sayClean(page)
  await page.keyboard.press('c')
  const field = page.getByRole('textbox', { name: 'Comment' })
  await expect(field).toBeFocused()
  await field.fill(comment)
  await page.keyboard.press('Escape')
  await expect(field).not.toBeFocused()
}

async function answer(page: Page, comment: string): Promise<void> {
  await prepare(page, comment)
  await page.keyboard.press('Enter')
}

function saveState(page: Page) {
  return page.getByTestId('save-state')
}

test.beforeEach(async () => {
  await offer({ pair: { kind: 'frame' }, arm: 'show' })
})

test('[SV1] [SV2] [SV6] offline, work goes on over what is claimed, and everything is sent in order afterwards', async ({
  page,
  context,
}, info) => {
  await openQueue(page)
  const before = await countAnswers()
  await context.setOffline(true)
  await answer(page, 'offline one')
  await painted(page)
  await expect(saveState(page)).toHaveText(/Offline · 1 answer waits here/)
  await expectSound(page, 'offline', info)
  await answer(page, 'offline two')
  await painted(page)
  await answer(page, 'offline three')
  await expect(page.getByText('3 answers wait on this computer')).toBeVisible()
  expect(await countAnswers()).toBe(before)
  await context.setOffline(false)
  await expect.poll(countAnswers).toBe(before + 3)
  const sent = (await newestAnswers(3)).map(({ comment }) => comment)
  expect(sent).toEqual(['offline one', 'offline two', 'offline three'])
  await painted(page)
  await expect(saveState(page)).toHaveAttribute('data-status', 'saved')
})

test('[SV4] answers that a closed tab had not sent yet are sent when it opens again', async ({ page, context }) => {
  await openQueue(page)
  const before = await countAnswers()
  await context.route('**/api/v1/assignments/**', (route) => route.abort())
  await answer(page, 'left behind')
  await expect(saveState(page)).toHaveAttribute('data-status', 'offline')
  await page.close()
  await context.unroute('**/api/v1/assignments/**')
  const again = await context.newPage()
  await again.goto('/label/demo')
  await painted(again)
  await expect.poll(countAnswers).toBe(before + 1)
  expect((await newestAnswers(1))[0]?.comment).toBe('left behind')
})

/** A clean answer to the pair on screen as the version before wrote it into the journal, and leave to send it in that form. */
async function leftByVersionBefore(assignmentId: string, comment: string) {
  const { fence, userId, projectId, task } = await database().assignment.update({
    where: { id: assignmentId },
    data: { toldSides: true },
    include: { task: { include: { pair: true } } },
  })
  const clean = [
    { side: 'A', frameIndex: task.pair.frameIndexA },
    { side: 'B', frameIndex: task.pair.frameIndexB },
  ]
  const said = { preference: 'B', strength: null, marks: [], clean, proposals: [], comment, flagged: false }
  const work = { seen: { A: [], B: [] }, phaseMs: { look: 0, mark: 0, check: 0 } }
  const about = { schemaVersion: 1, id: crypto.randomUUID(), userId, projectId, assignmentId, fence, seq: 1, at: 0 }
  return { ...about, kind: 'submit', answer: { schemaVersion: 1, ...said }, activeMs: 0, work }
}

test('[SV16] an answer that the version before left in the browser is sent, and counts as it was given', async ({
  page,
}) => {
  await openQueue(page)
  const before = await countAnswers()
  const [assignmentId = ''] = await heldIds()
  await page.goto('/account')
  const operation = await leftByVersionBefore(assignmentId, 'since the version before')
  await page.evaluate(async (kept) => {
    const opened = indexedDB.open('framejury-labelling')
    await new Promise((resolve, reject) => {
      opened.onsuccess = resolve
      opened.onerror = reject
    })
    const transaction = opened.result.transaction('operations', 'readwrite')
    transaction.objectStore('operations').put(kept)
    await new Promise((resolve) => {
      transaction.oncomplete = resolve
    })
    opened.result.close()
  }, operation)
  await page.goto('/label/demo')
  await painted(page)
  await expect.poll(countAnswers).toBe(before + 1)
  const [row] = await database().annotation.findMany({ where: MINE, orderBy: { id: 'desc' }, take: 1 })
  expect(row).toMatchObject({ assignmentId, preference: 'B', comment: 'since the version before' })
  await expect(saveState(page)).toHaveAttribute('data-status', 'saved')
})

test('[SV10] a pair whose skip is still on its way does not come back, and the skip counts', async ({ page }) => {
  await openQueue(page)
  const [skipped] = await heldIds()
  let letThrough = () => {}
  const gate = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  await page.route('**/skip', async (route) => {
    await gate
    await route.continue()
  })
  const claimed: (readonly string[])[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/tasks/claim')) claimed.push(request.postDataJSON().exclude)
  })
  await page.keyboard.press('x')
  await page.keyboard.press('1')
  await expect.poll(() => claimed.length).toBeGreaterThan(0)
  for (const exclude of claimed) expect(exclude).toContain(skipped)
  letThrough()
  await expect
    .poll(async () => (await database().assignment.findUnique({ where: { id: skipped ?? '' } }))?.state)
    .toBe('skipped')
  await expect(page.getByText('Your lease on this task ended')).toHaveCount(0)
})

test('[SV12] the last answer is taken back, changed, and sent again', async ({ page }) => {
  await openQueue(page)
  const before = await countAnswers()
  await answer(page, 'too early')
  await expect.poll(countAnswers).toBe(before + 1)
  const [given] = await newestAnswers(1)
  await page.keyboard.press('Shift+U')
  const field = page.getByRole('textbox', { name: 'Comment' })
  await expect(field).toHaveValue('too early')
  await field.fill('now right')
  await page.keyboard.press('Control+Enter')
  await expect.poll(countAnswers).toBe(before + 2)
  expect((await newestAnswers(1))[0]).toEqual({ assignmentId: given?.assignmentId, comment: 'now right' })
})

test('[SV13] of two tabs one labels, and the draft goes over', async ({ page, context }, info) => {
  await openQueue(page)
  await page.keyboard.press('n')
  const second = await context.newPage()
  await second.goto('/label/demo')
  await expect(second.getByText('You label this project in another tab')).toBeVisible()
  await expectSound(second, 'another-tab', info)
  await second.getByRole('button', { name: 'Label here instead' }).click()
  await expect(page.getByText('You label in another tab now')).toBeVisible()
  await expectSound(page, 'moved-to-another-tab', info)
  await painted(second)
  await expect(second.getByRole('button', { name: /Left clean/ })).toHaveAttribute('aria-pressed', 'true')
})

test('[SV9] a pair that went on elsewhere shows both answers, and the one that is kept is the one stored', async ({
  page,
  browser,
}, info) => {
  await openQueue(page)
  const [pair] = await heldIds()
  const draft = async () =>
    (await database().assignment.findUniqueOrThrow({ where: { id: pair ?? '' } })).draft as { comment?: string }
  await prepare(page, 'at this desk')
  await expect.poll(async () => (await draft()).comment).toBe('at this desk')
  const elsewhere = await browser.newContext()
  const other = await elsewhere.newPage()
  await signIn(other, 'annotator', '/label/demo')
  await painted(other)
  await prepare(other, 'at the other desk')
  await expect.poll(async () => (await draft()).comment).toBe('at the other desk')
  await elsewhere.close()
  await prepare(page, 'at this desk again')
  await expect(page.getByText('This pair was changed elsewhere')).toBeVisible()
  await expect(page.getByText(/Tie, both good, “at the other desk”, changed at/)).toBeVisible()
  await expectSound(page, 'conflict', info)
  expect((await draft()).comment).toBe('at the other desk')
  await page.getByRole('button', { name: 'Keep what is on this screen' }).click()
  await expect.poll(async () => (await draft()).comment).toBe('at this desk again')
})

test('[SV8] [SV14] a session that ended is renewed in place, by its own person alone', async ({
  page,
  context,
}, info) => {
  await openQueue(page)
  const before = await countAnswers()
  await prepare(page, 'after the session')
  await expect(saveState(page)).toHaveAttribute('data-status', 'saved')
  await context.clearCookies()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
  await expect(dialog.getByLabel('E-mail')).toHaveValue(ANNOTATOR)
  await expectSound(page, 'session-ended', info)
  expect(await countAnswers()).toBe(before)
  const password = journeyInstance().signIns.find(({ role }) => role === 'annotator')?.password ?? ''
  await dialog.getByLabel('Password').fill(password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(dialog).toHaveCount(0)
  await expect.poll(countAnswers).toBe(before + 1)
})

test('[SV14] another person on the same computer is told of the answers and does not send them', async ({
  page,
  context,
}, info) => {
  await openQueue(page)
  const before = await countAnswers()
  await context.route('**/api/v1/assignments/**', (route) => route.abort())
  await answer(page, 'not theirs')
  await expect(saveState(page)).toHaveText(/1 answer waits here/)
  await page.close()
  await context.unroute('**/api/v1/assignments/**')
  await context.clearCookies()
  const other = await context.newPage()
  await signIn(other, 'admin', '/label/demo')
  await expect(other.getByText(/1 answer of .+ waits on this computer/)).toBeVisible()
  await expectSound(other, 'answers-of-another', info)
  expect(await countAnswers()).toBe(before)
  await context.clearCookies()
  await signIn(other, 'annotator', '/label/demo')
  await expect.poll(countAnswers).toBe(before + 1)
})

test('[SV14] with a second factor the session is renewed by a code: a wrong one sends nothing, one of the app and a recovery code do', async ({
  page,
  context,
}, info) => {
  await offer({ pair: { kind: 'frame' }, most: 12 })
  const person = await createPerson()
  const given = () => database().annotation.count({ where: { authorId: person.id } })
  const { secret, recovery } = await setUpSecondFactor(page, person)
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
  const giveCode = async (code: string) => {
    await dialog.getByLabel('Code').fill(code)
    await dialog.getByRole('button', { name: 'Sign in' }).click()
  }
  const answerWithoutSession = async (comment: string) => {
    await painted(page)
    await prepare(page, comment)
    await expect(saveState(page)).toHaveAttribute('data-status', 'saved')
    await context.clearCookies()
    await page.keyboard.press('Enter')
    await dialog.getByLabel('Password').fill(person.password)
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await expect(dialog.getByLabel('Code')).toBeFocused()
  }
  await page.goto('/label/demo')
  await answerWithoutSession('by the app')
  await giveCode('000000')
  await expect(dialog.getByText('This code is wrong or was already used')).toBeVisible()
  await expectSound(page, 'code-wrong', info)
  expect(await given()).toBe(0)
  await giveCode(await nextCode(person, secret))
  await expect(dialog).toHaveCount(0)
  await expect.poll(given).toBe(1)

  await answerWithoutSession('by a recovery code')
  await giveCode(recovery)
  await expect(dialog).toHaveCount(0)
  await expect.poll(given).toBe(2)
  expect(await database().recoveryCode.count({ where: { userId: person.id } })).toBe(9)
  await page.close()
  await giveBackAll(person.email)
})

test('[QU25] an admin frees a claim held too long; its holder is told, and what they wrote late is kept', async ({
  page,
  browser,
}, info) => {
  await offer({ pair: { kind: 'frame' }, most: 12 })
  const person = await createPerson()
  const holder = await otherBrowser(browser, person)
  await holder.goto('/label/demo')
  await painted(holder)
  await allClaimed(person.email)
  const [id = ''] = await heldIds(person.email)
  const held = () => database().assignment.findUniqueOrThrow({ where: { id }, include: { task: true } })
  await prepare(holder, 'written in time')
  await expect(saveState(holder)).toHaveAttribute('data-status', 'saved')
  await holder.context().setOffline(true)
  await database().assignment.update({ where: { id }, data: { claimedAt: new Date('2026-01-01') } })

  await signIn(page, 'admin', '/p/demo/tasks')
  const rows = page.getByRole('table', { name: 'Tasks that people hold' }).getByRole('row')
  const row = rows.nth(1)
  await expect(row).toContainText(person.name)
  await expect(row).toContainText('draft saved')
  await row.getByRole('button', { name: `Free the task that ${person.name} holds` }).click()
  const dialog = page.getByRole('dialog', { name: `Free the task that ${person.name} holds?` })
  await expectSound(page, 'free-claim', info)
  const { taken } = (await held()).task
  await dialog.getByRole('button', { name: 'Free the task' }).click()
  await expect(dialog).toHaveCount(0)
  expect(await held()).toMatchObject({ state: 'released', freedAt: expect.any(Date), task: { taken: taken - 1 } })
  expect(await audited('assignment.free', id)).toBe(1)
  await expect(rows.filter({ hasText: person.name }).filter({ hasText: 'draft saved' })).toHaveCount(0)

  await prepare(holder, 'written late')
  await holder.context().setOffline(false)
  await expect(holder.getByText('This pair is no longer yours')).toBeVisible()
  await expectSound(holder, 'claim-freed', info)
  expect(await held()).toMatchObject({ state: 'released', draft: { comment: 'written late' } })
  await holder.getByRole('button', { name: 'Take the next pair' }).click()
  await painted(holder)
  await expect(holder.getByText('This pair is no longer yours')).toHaveCount(0)
  await holder.context().close()
  await giveBackAll(person.email)
})
