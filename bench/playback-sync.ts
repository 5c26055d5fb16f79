import { loadavg } from 'node:os'
import type { Page } from '@playwright/test'
import { patternClips } from './fixtures/clips/pattern-clips'
import type { SyncSamples } from './fixtures/pages/frame-step/sync-probe'
import { type BenchPage, servePage } from './fixtures/pages/serve-page'
import { bench, say } from './support/bench'
import { launchChromium } from './support/chromium'

const PLAY_MS = 3500
/** The first pictures after play are those of a video that is still starting. */
const SETTLE_MS = 500
const SPEEDS = [0.5, 1, 2] as const
/** Longer than the clips: by then a loop has gone round once, and the video has caught up. */
const TURN_MS = 4500
/** Too little for a whole clip: it is then played by the video element. */
const SMALL_BUDGET_MB = 20
/** Presented pictures that may be more than one frame from the clock. */
const LIMIT = 0.05

declare const benchSync: { start: () => void; stop: () => SyncSamples }
declare const benchSpeed: (speed: number) => void

type Way = {
  by: string
  side: string
  speed: number
  round: boolean
  presented: number
  within: number
  exact: number
  worst: number
}

/**
 * Plays a pair and counts how far each presented picture is from the clock, in frames.
 * @param round in a loop, after its first turn
 */
async function play(page: Page, speed: number, round: boolean): Promise<Way[]> {
  await page.keyboard.press('Home')
  if (round) await page.keyboard.press('l')
  await page.evaluate((value) => benchSpeed(value), speed)
  await page.keyboard.press('Space')
  await page.waitForTimeout(SETTLE_MS + (round ? TURN_MS : 0))
  await page.evaluate(() => benchSync.start())
  await page.waitForTimeout(Math.min(PLAY_MS, 3200 / speed - SETTLE_MS))
  const samples = await page.evaluate(() => benchSync.stop())
  await page.keyboard.press('Space')
  if (round) await page.keyboard.press('l')
  return (['left', 'right'] as const).map((side) => {
    const own = samples.filter((sample) => sample.side === side)
    const share = (most: number) => {
      const close = own.filter(({ off }) => Math.abs(off) <= most).length
      return own.length === 0 ? 0 : Math.round((close / own.length) * 1000) / 1000
    }
    const worst = own.reduce((most, { off }) => Math.max(most, Math.abs(off)), 0)
    return {
      by: own[0]?.by ?? 'none',
      side,
      speed,
      round,
      presented: own.length,
      within: share(1),
      exact: share(0),
      worst,
    }
  })
}

async function measure(served: BenchPage, budgetMb: number | undefined): Promise<Way[]> {
  const browser = await launchChromium()
  const [left, right] = served.clips
  if (!left || !right) throw new Error('The clips could not be made.')
  const ways: Way[] = []
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(served.address(left, right, budgetMb === undefined ? {} : { budgetMb }))
    await page.waitForSelector('[data-side="right"] canvas[data-frame="0"]', { timeout: 120_000 })
    if (budgetMb !== undefined)
      await page.waitForFunction(() => {
        const videos = [...document.querySelectorAll('video')]
        return videos.length === 2 && videos.every(({ readyState }) => readyState >= 3)
      })
    for (const speed of SPEEDS) ways.push(...(await play(page, speed, false)))
    ways.push(...(await play(page, 1, true)))
  } finally {
    await browser.close()
  }
  return ways
}

/** How far what is on screen is from the clock while a pair plays, from decoded frames and by the video element. */
await bench('playback-sync', async (atEnd) => {
  const served = await servePage((folder) => patternClips(folder, ['h264-b-frames', '29.97-fps']))
  atEnd(() => served.close())
  const ways = [...(await measure(served, undefined)), ...(await measure(served, SMALL_BUDGET_MB))]
  for (const { by, side, speed, round, presented, within, exact, worst } of ways)
    say(
      `${by.padEnd(7)} ${side} at ${speed}×${round ? ' after a turn' : ''}: ${presented} pictures, ${(within * 100).toFixed(1)} % within one frame, ` +
        `${(exact * 100).toFixed(1)} % exact, worst ${worst}`,
    )
  const late = Math.round((1 - Math.min(...ways.map(({ within }) => within))) * 1000) / 1000
  const load = Math.round((loadavg()[0] ?? 0) * 10) / 10
  return { value: late, unit: 'share', limit: LIMIT, ok: late <= LIMIT, load, ways }
})
