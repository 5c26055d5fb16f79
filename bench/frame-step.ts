import { loadavg } from 'node:os'
import type { Page } from '@playwright/test'
import { createRng, quantile } from '@/lib/domain/shared'
import { awkwardClips, type BenchClip, patternClips } from './fixtures/clips/pattern-clips'
import type { Act, Step } from './fixtures/pages/frame-step/page'
import { servePage } from './fixtures/pages/serve-page'
import { bench, say } from './support/bench'
import { launchChromium } from './support/chromium'
import { compareClip } from './support/compare-clip'

const STEPS = 2000
/** Steps of each clip, where only some clips are asked for by FRAME_STEP_ONLY. */
const STEPS_EACH = Number(process.env.FRAME_STEP_EACH ?? 0)
/** Steps one to one of a clip that is otherwise shown in a reduced copy. */
const CLOSER_STEPS = 40
/** Jumps of each clip before it is warm. */
const COLD_JUMPS = 5
const LIMITS = { median: 17, p95: 33, jump: 150 } as const

const KEYS: readonly { act: Act; by: number }[] = [
  { act: { type: 'key', key: '.', code: 'Period', shift: false }, by: 1 },
  { act: { type: 'key', key: ',', code: 'Comma', shift: false }, by: -1 },
  { act: { type: 'key', key: '>', code: 'Period', shift: true }, by: 10 },
  { act: { type: 'key', key: '<', code: 'Comma', shift: true }, by: -10 },
]

type Taken = Step & { jump: boolean }
declare function benchStep(act: Act, wanted: number, pattern: boolean): Promise<Step>

async function take(page: Page, act: Act, wanted: number, pattern: boolean): Promise<Step> {
  return page.evaluate(([a, w, p]) => (globalThis as unknown as { benchStep: typeof benchStep }).benchStep(a, w, p), [
    act,
    wanted,
    pattern,
  ] as const)
}

/** Random steps and jumps over one clip, the first ones while it is still being decoded. */
async function walk(page: Page, clip: BenchClip, count: number): Promise<Taken[]> {
  const rng = createRng(`frame-step ${clip.name}`)
  const last = clip.video.ptsUs.length - 1
  const taken: Taken[] = []
  let index = 0
  while (taken.length < count) {
    const jumps = taken.length < COLD_JUMPS || rng.int(8) === 0
    const { act, by } = KEYS[rng.int(10) < 8 ? rng.int(2) : 2 + rng.int(2)] as (typeof KEYS)[number]
    const aim = jumps ? rng.int(last + 1) : Math.max(0, Math.min(last, index + by))
    if (aim === index && last > 0) continue
    const step = await take(page, jumps ? { type: 'scrub' } : act, aim, clip.pattern)
    taken.push({ ...step, jump: jumps })
    index = aim
  }
  return taken
}

type Times = { median: number; p95: number; count: number }

function times(steps: readonly Step[], of: 'ms' | 'blankMs' = 'ms'): Times {
  const sorted = steps.map((step) => step[of]).sort((a, b) => a - b)
  const at = (q: number) => (sorted.length === 0 ? 0 : Math.round(quantile(sorted, q) * 10) / 10)
  return { median: at(0.5), p95: at(0.95), count: sorted.length }
}

function isWrong({ drawn, said, wanted }: Step, pattern: boolean): boolean {
  return said !== wanted || (pattern && drawn !== wanted)
}

/** Shows the clip one to one, in its own pixels instead of those of its reduced copy. */
async function lookCloser(page: Page): Promise<void> {
  await page.keyboard.press('Shift+KeyV')
  await page.evaluate(() => (globalThis as unknown as { benchOwnPixels: () => Promise<void> }).benchOwnPixels())
}

function report(clip: BenchClip, what: string, steps: readonly Taken[], wrong: number): void {
  const inside = times(steps.filter(({ held, jump }) => held && !jump))
  const jumps = times(steps.filter(({ jump }) => jump))
  const late = times(steps.filter(({ held, jump }) => !held && !jump))
  say(
    `${clip.name.padEnd(24)} ${what.padEnd(7)} ${String(steps.length).padStart(4)} steps  ` +
      `inside ${inside.median}/${inside.p95} ms  jump ${jumps.median}/${jumps.p95} ms  ` +
      `outside ${late.count ? `${late.median}/${late.p95} ms (${late.count})` : '–'}  wrong ${wrong}`,
  )
}

type Measured = {
  all: readonly Taken[]
  closer: readonly Taken[]
  wrong: number
  compared: { frames: number; wrong: number; worst: number }
  warnings: readonly string[]
}

function figures({ all, closer, wrong, compared, warnings }: Measured) {
  const inside = times(all.filter(({ held, jump }) => held && !jump))
  const jump = times(all.filter(({ jump }) => jump))
  const late = times(all.filter(({ held, jump }) => !held && !jump))
  const ok =
    inside.median <= LIMITS.median &&
    inside.p95 <= LIMITS.p95 &&
    jump.p95 <= LIMITS.jump &&
    wrong + compared.wrong === 0 &&
    warnings.length === 0
  return {
    value: inside.median,
    unit: 'ms',
    limit: LIMITS.median,
    ok,
    p95: { value: inside.p95, limit: LIMITS.p95 },
    jump: { median: jump.median, p95: jump.p95, limit: LIMITS.jump, count: jump.count },
    outsideWindow: late,
    oneToOne: {
      steps: closer.length,
      inside: times(closer.filter(({ held, jump }) => held && !jump)),
      outside: times(closer.filter(({ held, jump }) => !held && !jump)),
      jump: times(closer.filter(({ jump }) => jump)),
    },
    blankPage: times(all, 'blankMs'),
    steps: all.length,
    wrong,
    comparedWithServer: compared,
    consoleWarnings: warnings.slice(0, 3),
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  }
}

/** Key to painted frame in ms over clips of every kind, and whether every picture was the right one. */
await bench('frame-step', async (atEnd) => {
  const only = process.env.FRAME_STEP_ONLY?.split(',')
  const served = await servePage(async (folder) => [
    ...(await patternClips(folder, only)),
    ...(only ? [] : await awkwardClips(folder)),
  ])
  atEnd(() => served.close())
  const browser = await launchChromium()
  atEnd(() => browser.close())
  const patterns = served.clips.filter(({ pattern }) => pattern)
  const small = patterns.filter(({ video }) => video.width < 2000)
  const all: Taken[] = []
  const closer: Taken[] = []
  let wrong = 0
  const compared = { frames: 0, wrong: 0, worst: 0 }
  const warnings: string[] = []
  for (const [at, clip] of served.clips.entries()) {
    const other = small[(at + 1) % small.length] ?? clip
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    page.on('console', (message) => {
      if (message.type() === 'error' || /VideoFrame|garbage/.test(message.text())) warnings.push(message.text())
    })
    await page.goto(served.address(clip, other), { timeout: 120_000 })
    await page.waitForSelector('[data-side="left"] canvas[data-frame="0"]', { timeout: 120_000 })
    const count = clip.pattern ? STEPS_EACH || Math.ceil(STEPS / patterns.length) : 20
    const steps = await walk(page, clip, clip.video.ptsUs.length === 1 ? 1 : count)
    const reduced = clip.video.reducedUrl !== null
    const wrongOf = (what: string, taken: readonly Taken[]) => {
      const bad = taken.filter((step) => isWrong(step, clip.pattern)).length
      report(clip, what, taken, bad)
      wrong += bad
    }
    const compare = async (isCopy: boolean) => {
      if (clip.pattern) return
      const result = await compareClip(clip, (index) => take(page, { type: 'scrub' }, index, false), page, isCopy)
      say(
        `  ${result.frames} frames compared with the exact decode: mean difference ${result.worst.toFixed(2)} at most, ${result.wrong} wrong`,
      )
      compared.frames += result.frames
      compared.wrong += result.wrong
      compared.worst = Math.max(compared.worst, result.worst)
    }
    wrongOf(reduced ? 'reduced' : clip.video.isProxy ? 'proxy' : '', steps)
    all.push(...steps)
    await compare(reduced || clip.video.isProxy)
    if (reduced) {
      await lookCloser(page)
      const own = await walk(page, clip, CLOSER_STEPS)
      wrongOf('1:1', own)
      closer.push(...own)
      await compare(false)
    }
    await page.close()
  }
  return figures({ all, closer, wrong, compared, warnings })
})
