import { expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './support/accessible'
import { database } from './support/database'
import { ANNOTATOR, allClaimed, offer, painted } from './support/labelling'
import { signIn } from './support/sign-in'

function countAnswers(): Promise<number> {
  return database().annotation.count({ where: { author: { email: ANNOTATOR } } })
}

async function openQueue(page: Page, kind: 'frame' | 'video' = 'frame'): Promise<void> {
  expect(await offer({ pair: { kind }, most: 12 })).not.toEqual([])
  await signIn(page, 'annotator', '/label/demo')
  await painted(page)
}

test.afterEach(() => allClaimed())

test('a clean frame pair takes four keys', async ({ page }) => {
  const before = await countAnswers()
  await openQueue(page)
  await expectAccessible(page)
  for (const key of ['n', 'm', 'w', 'Enter']) await page.keyboard.press(key)
  await expect.poll(countAnswers).toBe(before + 1)
  const newest = await database().annotation.findFirstOrThrow({
    where: { author: { email: ANNOTATOR } },
    orderBy: { createdAt: 'desc' },
    include: { verdicts: true, marks: true },
  })
  expect(newest.preference).toBe('tie_good')
  expect(newest.verdicts).toHaveLength(2)
  expect(newest.marks).toHaveLength(0)
})

test('a mark with a box, by mouse; what is missing is said; the draft survives a reload', async ({ page }) => {
  const before = await countAnswers()
  await openQueue(page)
  await page.keyboard.press('2')
  const panel = page.getByRole('region', { name: 'Left clip' })
  const area = await panel.boundingBox()
  if (!area) throw new Error('no panel')
  const middle = { x: area.x + area.width / 2, y: area.y + area.height / 2 }
  await page.mouse.move(middle.x - 40, middle.y - 40)
  await page.mouse.down()
  await page.mouse.move(middle.x + 40, middle.y + 40, { steps: 5 })
  await page.mouse.up()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Still missing').first()).toBeVisible()
  await expect
    .poll(() =>
      database().assignment.count({
        where: { state: 'claimed', draftRevision: { gt: 0 }, user: { email: ANNOTATOR } },
      }),
    )
    .toBeGreaterThan(0)

  await page.reload()
  await painted(page)
  await expect(panel.getByText('1 mark', { exact: true })).toBeVisible()
  await page.keyboard.press('m')
  await page.keyboard.press('e')
  await page.keyboard.press('Enter')
  await expect.poll(countAnswers).toBe(before + 1)
  const { marks } = await database().annotation.findFirstOrThrow({
    where: { author: { email: ANNOTATOR } },
    orderBy: { createdAt: 'desc' },
    include: { marks: true },
  })
  expect(marks).toHaveLength(1)
  expect(marks[0]).toMatchObject({ labelKey: 'extra_limbs', boxW: expect.any(Number) })
})

test('a pair is skipped with a reason and does not come back', async ({ page }) => {
  const countSkipped = () => database().assignment.count({ where: { state: 'skipped', user: { email: ANNOTATOR } } })
  const before = await countSkipped()
  await openQueue(page)
  await page.keyboard.press('x')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /I cannot tell what is right here/ }).click()
  await expect(dialog).toHaveCount(0)
  await expect.poll(countSkipped).toBe(before + 1)
})

test('a video pair plays, steps by source frame, and is answered by keyboard alone', async ({ page }) => {
  const before = await countAnswers()
  await openQueue(page, 'video')
  await expect(page.getByRole('button', { name: /Play/ })).toBeVisible()
  const left = page.getByRole('region', { name: 'Left clip' })
  await page.keyboard.press('.')
  await page.keyboard.press('.')
  await expect(left.getByText(/frame 2 \//)).toBeVisible()
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: /Pause/ })).toBeVisible()
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: /Play/ })).toBeVisible()
  for (const key of ['n', 'm', 'w', 'Enter']) await page.keyboard.press(key)
  await expect.poll(countAnswers).toBe(before + 1)
})
