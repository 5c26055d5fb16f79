import { expect, type Locator, type Page, test } from '@playwright/test'
import sharp from 'sharp'
import { database, demoProjectId } from './support/database'
import { giveBackAll, painted } from './support/labelling'
import { signIn } from './support/sign-in'
import { expectSound } from './support/sound'

type Picture = { width: number; height: number; rgb: (x: number, y: number) => readonly number[] }

/** The annotator's next task is a frame pair whose clips have one shape, so that one can lie over the other. */
async function offerPairOfOneShape(): Promise<void> {
  const projectId = await demoProjectId()
  await giveBackAll()
  await database().user.update({ where: { email: 'annotator@framejury.example' }, data: { keyBindings: {} } })
  const tasks = await database().task.findMany({
    where: {
      projectId,
      state: 'open',
      pair: { kind: 'frame' },
      assignments: { none: { user: { email: 'annotator@framejury.example' } } },
    },
    select: { id: true, pair: { select: { videoA: true, videoB: true } } },
  })
  const found = tasks.find(
    ({ pair: { videoA: a, videoB: b } }) =>
      a.displayWidth === b.displayWidth && a.displayHeight === b.displayHeight && (a.displayWidth ?? 0) > 0,
  )
  if (!found) throw new Error('The demo has no open frame pair with clips of one shape.')
  await database().task.updateMany({ where: { projectId }, data: { priority: 0 } })
  await database().task.update({ where: { id: found.id }, data: { priority: 1, holdout: false } })
}

/** What is painted on a canvas, or seen on the screen at a place. */
async function pictureOf(png: Buffer): Promise<Picture> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const { width, height } = info
  return { width, height, rgb: (x, y) => [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)] }
}

async function painting(canvas: Locator): Promise<Picture> {
  const url = await canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL('image/png'))
  return pictureOf(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'))
}

/** Places, as parts of the picture, around which neither side changes: there scaling changes nothing either. */
function evenPlaces(a: Picture, b: Picture): { x: number; y: number }[] {
  const grid = Array.from({ length: 40 * 40 }, (_, at) => ({ x: ((at % 40) + 0.5) / 40, y: (at / 40 + 0.01) / 40 }))
  return grid.filter((place) => [a, b].every((picture) => isEven(picture, place)))
}

function isEven(picture: Picture, { x, y }: { x: number; y: number }): boolean {
  const column = Math.floor(x * picture.width)
  const row = Math.floor(y * picture.height)
  if (column < 4 || row < 4 || column > picture.width - 5 || row > picture.height - 5) return false
  const middle = picture.rgb(column, row)
  return [-4, 0, 4].every((dx) => [-4, 0, 4].every((dy) => distance(picture.rgb(column + dx, row + dy), middle) <= 2))
}

function at(picture: Picture, { x, y }: { x: number; y: number }): readonly number[] {
  return picture.rgb(Math.floor(x * picture.width), Math.floor(y * picture.height))
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, channel) => Math.abs(value - (b[channel] ?? 0))))
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
  const [a, b] = [await painting(left), await painting(right)]
  const places = evenPlaces(a, b)
  expect(places.length).toBeGreaterThan(50)

  await page.keyboard.press('y')
  const over = page.getByTestId('compare-view')
  const edge = over.getByRole('slider', { name: 'Edge between left and right' })
  await expect(edge).toHaveAttribute('aria-valuenow', '50')
  await edge.press('Shift+ArrowRight')
  await edge.press('ArrowRight')
  await expect(edge).toHaveAttribute('aria-valuenow', '62')
  await expectSound(page, 'wipe', info)

  const pictures = over.locator('[data-view]')
  await page.keyboard.press('h')
  const wiped = await pictureOf(await pictures.screenshot())
  const beside = places.filter(({ x }) => Math.abs(x - 0.62) > 0.05)
  for (const place of beside) {
    const expected = at(place.x < 0.62 ? a : b, place)
    expect(distance(at(wiped, place), expected), JSON.stringify(place)).toBeLessThanOrEqual(4)
  }

  await page.keyboard.press('y')
  await expect(pictures).toHaveAttribute('data-view', 'difference')
  const difference = await pictureOf(await pictures.screenshot())
  for (const place of places) {
    const other = at(b, place)
    const expected = at(a, place).map((value, channel) => Math.min(255, 6 * Math.abs(value - (other[channel] ?? 0))))
    expect(distance(at(difference, place), expected), JSON.stringify(place)).toBeLessThanOrEqual(24)
  }
  await expectSound(page, 'difference', info)

  await page.keyboard.press('y')
  await expect(over).toHaveCount(0)
})

test('the loupe shows one place of both clips; wheel, light and pinch look closer, and one key each undoes it', async ({
  browser,
}) => {
  const context = await browser.newContext({ hasTouch: true, viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const { left } = await openPair(page)
  const box = await left.boundingBox()
  if (!box) throw new Error('The left picture is not on the screen.')
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }

  await page.keyboard.press('d')
  await page.mouse.move(middle.x, middle.y)
  const loupes = page.getByTestId('loupe')
  await expect(loupes).toHaveCount(2)
  const seen = await Promise.all((await loupes.all()).map((loupe) => painting(loupe)))
  const [underLeft, underRight] = seen.map((picture) => at(picture, { x: 0.5, y: 0.5 }))
  const whole = await painting(left)
  expect(distance(underLeft ?? [], at(whole, { x: 0.5, y: 0.5 }))).toBeLessThanOrEqual(2)
  expect(underRight).toHaveLength(3)
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

  await page.keyboard.press('Shift+=')
  await page.getByRole('button', { name: 'view', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'view' }).getByText('110 %')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+0')
  await page.getByRole('button', { name: 'view', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'view' }).getByText('110 %')).toHaveCount(0)
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
})
