import { existsSync } from 'node:fs'
import { chromium, type Page } from '@playwright/test'
import { createRng, quantile } from '@/lib/domain/shared'
import type { Step } from './frame-step/page'
import { servePage } from './frame-step/serve'

const STEPS = 400
const JUMPS = 40
/** Median of a step within the decoded window, ms. */
const LIMIT_MS = 50
const LAST = 24 * 5 - 1
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']

type Key = { key: string; code: string; shift: boolean; by: number }
const KEYS: readonly Key[] = [
  { key: '.', code: 'Period', shift: false, by: 1 },
  { key: '.', code: 'Period', shift: false, by: 1 },
  { key: ',', code: 'Comma', shift: false, by: -1 },
  { key: '>', code: 'Period', shift: true, by: 10 },
  { key: '<', code: 'Comma', shift: true, by: -10 },
]
const HOME: Key = { key: 'Home', code: 'Home', shift: false, by: -LAST }
const END: Key = { key: 'End', code: 'End', shift: false, by: LAST }

/** Presses keys one after the other, waiting for each frame to be painted. */
async function press(page: Page, keys: readonly Key[], from: number): Promise<Step[]> {
  const steps: Step[] = []
  let index = from
  for (const { key, code, shift, by } of keys) {
    const wanted = Math.max(0, Math.min(LAST, index + by))
    if (wanted === index) continue
    index = wanted
    steps.push(
      await page.evaluate(
        ([k, c, s, w]) => (globalThis as unknown as { benchStep: typeof benchStep }).benchStep(k, c, s, w),
        [key, code, shift, wanted] as const,
      ),
    )
  }
  return steps
}
declare function benchStep(key: string, code: string, shift: boolean, wanted: number): Promise<Step>

function summary(steps: readonly Step[]): { median: number; p95: number } {
  const sorted = steps.map(({ ms }) => ms).sort((a, b) => a - b)
  const at = (q: number) => Math.round(quantile(sorted, q) * 10) / 10
  return { median: at(0.5), p95: at(0.95) }
}

/** Key to painted frame in ms, inside the decoded window and right after opening; and whether every picture was the right one. */
async function main(): Promise<void> {
  const { url, close } = await servePage()
  const executablePath = existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined
  const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: FLAGS })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(url)
    await page.waitForSelector('[data-side="left"] canvas[data-frame="0"]', { timeout: 120_000 })
    const cold = await press(page, [END, HOME], 0)
    // The whole clip fits the window; the slowest of both sides has been decoded when stepping through it waits no more.
    await press(
      page,
      Array.from({ length: LAST }, () => KEYS[0] as Key),
      0,
    )
    const rng = createRng('frame-step')
    const keys = Array.from({ length: STEPS }, () => KEYS[rng.int(KEYS.length)] as Key)
    const steps = await press(page, keys, LAST)
    const jumps = await press(
      page,
      Array.from({ length: JUMPS }, (_, at) => (at % 2 ? END : HOME)),
      LAST,
    )
    const all = [...cold, ...steps, ...jumps]
    const wrong = all.filter(({ wanted, drawn, said }) => drawn !== wanted || said !== wanted).length
    const { median, p95 } = summary(steps)
    console.log(
      JSON.stringify({
        name: 'frame-step',
        value: median,
        unit: 'ms',
        limit: LIMIT_MS,
        ok: median <= LIMIT_MS && wrong === 0,
        p95,
        steps: steps.length,
        wrong,
        checked: all.length,
        jump: summary(jumps),
        coldMs: cold.map(({ ms }) => Math.round(ms)),
      }),
    )
    if (wrong > 0) process.exitCode = 1
  } finally {
    await browser.close()
    await close()
  }
}

await main()
