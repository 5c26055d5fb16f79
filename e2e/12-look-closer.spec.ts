import { expect, type Locator, type Page, test } from '@playwright/test'
import sharp from 'sharp'
import { database, demoProjectId } from './support/database'
import { allClaimed, offer, painted } from './support/labelling'
import { signIn } from './support/sign-in'
import { expectSound } from './support/sound'

type Picture = { width: number; height: number; data: Buffer }

/** Prompts whose clips look so unlike that a grid of their levels tells one from the other; others are nearly alike. */
const TOLD_APART = ['p01', 'p05', 'p10']

/** The annotator's next task is a frame pair whose clips have one shape, so that one can lie over the other. */
async function offerPairOfOneShape(): Promise<void> {
  const pairs = await database().pair.findMany({
    where: {
      projectId: await demoProjectId(),
      kind: 'frame',
      prompt: { externalId: { in: TOLD_APART } },
      videoA: { displayWidth: { gt: 0 } },
    },
    select: { id: true, videoA: true, videoB: true },
  })
  const ofOneShape = pairs.filter(
    ({ videoA: a, videoB: b }) => a.displayWidth === b.displayWidth && a.displayHeight === b.displayHeight,
  )
  const pair = { id: { in: ofOneShape.map(({ id }) => id) } }
  expect(await offer({ pair, arm: 'show', most: 1 })).toHaveLength(1)
}

const CELLS = { columns: 16, rows: 9 }

async function pictureOf(png: Buffer, size?: { width: number; height: number }): Promise<Picture> {
  const image = sharp(png).removeAlpha()
  const scaled = size ? image.resize(size.width, size.height, { fit: 'fill', kernel: 'linear' }) : image
  const { data, info } = await scaled.raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data }
}

/** What is painted on a canvas, as PNG. */
async function painting(canvas: Locator): Promise<Buffer> {
  const url = await canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL('image/png'))
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}

/** Mean level of each cell of a grid, row by row: grain and the way of scaling do not matter to it. */
function cellMeans({ width, height, data }: Picture): number[] {
  const sums = Array.from({ length: CELLS.columns * CELLS.rows }, () => ({ total: 0, count: 0 }))
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const column = Math.floor(((pixel % width) * CELLS.columns) / width)
    const row = Math.floor((Math.floor(pixel / width) * CELLS.rows) / height)
    const cell = sums[row * CELLS.columns + column]
    if (!cell) continue
    cell.total += (data[pixel * 3] ?? 0) + (data[pixel * 3 + 1] ?? 0) + (data[pixel * 3 + 2] ?? 0)
    cell.count += 3
  }
  return sums.map(({ total, count }) => total / count)
}

/** The colours at most so many pixels from the middle. */
function inTheMiddle({ width, height, data }: Picture, reach: number): number[][] {
  const steps = Array.from({ length: 2 * reach + 1 }, (_, step) => step - reach)
  return steps.flatMap((dy) =>
    steps.map((dx) => {
      const at = ((Math.floor(height / 2) + dy) * width + Math.floor(width / 2) + dx) * 3
      return [...data.subarray(at, at + 3)]
    }),
  )
}

function difference(a: Picture, b: Picture): Picture {
  const data = Buffer.from(a.data.map((value, at) => Math.min(255, 6 * Math.abs(value - (b.data[at] ?? 0)))))
  return { ...a, data }
}

function expectAlike(seen: Picture, expected: readonly number[], within: number, skipped = -1): void {
  for (const [cell, level] of cellMeans(seen).entries()) {
    // The notice that boxes are hidden lies over the lowest row.
    if (cell % CELLS.columns === skipped || cell >= CELLS.columns * (CELLS.rows - 1)) continue
    expect(Math.abs(level - (expected[cell] ?? 0)), `cell ${cell}: ${level}, not ${expected[cell]}`).toBeLessThan(
      within,
    )
  }
}

async function openPair(page: Page) {
  await signIn(page, 'annotator', '/label/demo')
  await painted(page)
  const sides = ['Left clip', 'Right clip'].map((name) => page.getByRole('region', { name }))
  const [left, right] = sides.map((side) => side.getByTestId('frame-canvas').first())
  if (!left || !right) throw new Error('The pair has no two sides.')
  return { left, right }
}

test.beforeEach(offerPairOfOneShape)

test('one clip lies over the other: the edge parts them, the difference is theirs, nothing is moved', async ({
  page,
}, info) => {
  const { left, right } = await openPair(page)
  const sides = [await painting(left), await painting(right)]

  await page.keyboard.press('y')
  const over = page.getByTestId('compare-view')
  const edge = over.getByRole('slider', { name: 'Edge between left and right' })
  await expect(edge).toHaveAttribute('aria-valuenow', '50')
  await edge.press('Shift+ArrowRight')
  await edge.press('ArrowRight')
  await expect(edge).toHaveAttribute('aria-valuenow', '62')
  await expectSound(page, 'wipe', info)

  await page.keyboard.press('h')
  const pictures = over.locator('[data-view]')
  const wiped = await pictureOf(await pictures.screenshot())
  const [a, b] = await Promise.all(sides.map((side) => pictureOf(side, wiped)))
  if (!a || !b) throw new Error('A side is not painted.')
  const [leftMeans, rightMeans] = [cellMeans(a), cellMeans(b)]
  const apart = leftMeans.filter((level, cell) => Math.abs(level - (rightMeans[cell] ?? 0)) > 16)
  expect(apart.length, 'cells by which the clips can be told apart').toBeGreaterThan(10)
  const cut = Math.floor(0.62 * CELLS.columns)
  expectAlike(
    wiped,
    leftMeans.map((level, cell) => (cell % CELLS.columns < cut ? level : (rightMeans[cell] ?? 0))),
    8,
    cut,
  )

  await page.keyboard.press('y')
  await expect(pictures).toHaveAttribute('data-view', 'difference')
  expectAlike(await pictureOf(await pictures.screenshot()), cellMeans(difference(a, b)), 12)
  await expectSound(page, 'difference', info)

  await page.keyboard.press('y')
  await expect(over).toHaveCount(0)
  await allClaimed()
})

test('the loupe shows one place of both clips; wheel, light and pinch look closer, and one key each undoes it', async ({
  browser,
}) => {
  const context = await browser.newContext({ hasTouch: true, viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const { left, right } = await openPair(page)
  const box = await left.boundingBox()
  if (!box) throw new Error('The left picture is not on the screen.')
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }

  await page.keyboard.press('d')
  await page.mouse.move(middle.x, middle.y)
  const loupes = page.getByTestId('loupe')
  await expect(loupes).toHaveCount(2)
  for (const [place, side] of [left, right].entries()) {
    const [middleOfLoupe] = inTheMiddle(await pictureOf(await painting(loupes.nth(place))), 0)
    const near = inTheMiddle(await pictureOf(await painting(side)), 1)
    expect(near).toContainEqual(middleOfLoupe)
  }
  await page.keyboard.press('d')
  await expect(loupes).toHaveCount(0)

  await page.mouse.wheel(0, -300)
  await expect.poll(async () => (await left.boundingBox())?.width ?? 0).toBeGreaterThan(box.width * 1.3)
  await page.keyboard.press('v')
  await expect.poll(async () => (await left.boundingBox())?.width).toBeCloseTo(box.width, 0)

  const marks = page.getByRole('region', { name: /^This frame/ })
  const marked = await marks.textContent()
  const touch = await context.newCDPSession(page)
  const fingers = (apart: number) =>
    [-apart, apart].map((dx, id) => ({ id, x: Math.round(middle.x + dx), y: Math.round(middle.y) }))
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(30) })
  for (const apart of [40, 60, 80])
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(apart) })
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await expect.poll(async () => (await left.boundingBox())?.width ?? 0).toBeGreaterThan(box.width * 1.3)
  // The first finger began to draw; the second one took that back.
  await expect(marks).toHaveText(marked ?? '')
  await page.keyboard.press('v')

  await page.keyboard.press('Shift+Equal')
  await page.getByRole('button', { name: 'view', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'view' }).getByText('110 %')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+0')
  await page.getByRole('button', { name: 'view', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'view' }).getByText('110 %')).toHaveCount(0)
  await allClaimed()
  await context.close()
})

test('who wants less motion sees none', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPair(page)
  const longest = await page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('*')].flatMap((element) => {
        const { transitionDuration, animationDuration } = getComputedStyle(element)
        return `${transitionDuration},${animationDuration}`.split(',').map((value) => Number.parseFloat(value))
      }),
    ),
  )
  expect(longest).toBeLessThanOrEqual(0.001)
  await allClaimed()
})
