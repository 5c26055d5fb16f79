import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { createRng, type Rng } from '@/lib/domain/shared'
import { bench, say } from './support/bench'
import { currentReady, type LabelBench, openLabelBench } from './support/label-bench'
import { killWeb } from './support/processes'

const TASKS = 50
const FAULTS = ['offline', 'offline', 'offline', 'close', 'close', 'clock', 'kill', 'none', 'none', 'none'] as const
type Fault = (typeof FAULTS)[number]
/** At most so many, because each takes a web server's start. */
const MOST_KILLS = 4
const LIMIT_MS = 90_000

type Run = { screen: LabelBench; page: Page; rng: Rng; counts: Record<Fault, number>; offlineUntil: number }

async function open(run: Run): Promise<void> {
  const { context, instance } = run.screen
  run.page = await context.newPage()
  for (const deadline = performance.now() + LIMIT_MS; performance.now() < deadline; await delay(300)) {
    // Given back while a page closes, the network can stay cut for the next one.
    await context.setOffline(false).catch(() => undefined)
    const answer = await run.page.goto(`${instance.url}/label/demo`, { timeout: 20_000 }).catch(() => null)
    if (answer?.ok()) return
  }
  throw new Error('The labelling screen did not open again.')
}

async function goOffline(run: Run, ms: number): Promise<void> {
  const { context } = run.screen
  await context.setOffline(true)
  run.offlineUntil = performance.now() + ms
  void delay(ms).then(() => context.setOffline(false).catch(() => undefined))
}

/** Something goes wrong at this moment. */
async function strike(run: Run, fault: Fault): Promise<void> {
  const { page, rng, screen } = run
  if (fault === 'kill' && (run.counts.kill >= MOST_KILLS || !(await killWeb(screen.instance.dataFolder)))) return
  run.counts[fault]++
  if (fault === 'offline') await goOffline(run, 200 + rng.int(4000))
  if (fault === 'clock') {
    const hours = rng.int(48) - 24
    await page.evaluate((shift) => {
      const now = Date.now.bind(Date)
      Date.now = () => now() + shift
    }, hours * 3_600_000)
  }
  if (fault === 'close') {
    // While the network is cut nothing can open a page.
    await delay(Math.max(0, run.offlineUntil - performance.now()))
    await page.close()
    await open(run)
  }
}

/** One clean answer that says which it is; the fault strikes after so many keys, or right after it was sent. */
async function answer(run: Run, comment: string, fault: Fault): Promise<void> {
  await currentReady(run.page, LIMIT_MS)
  const { page, rng } = run
  const field = page.locator('[data-active="true"] textarea[name="comment"]')
  const moment = fault === 'close' ? 3 : rng.int(4)
  if (moment === 0) await strike(run, fault)
  for (const [label, key] of [
    ['Left clean', 'n'],
    ['Right clean', 'm'],
    ['Tie, both good', 'w'],
  ] as const) {
    const button = page.locator('[data-active="true"] button[aria-pressed="true"]', { hasText: label })
    if ((await button.count()) === 0) await page.keyboard.press(key)
  }
  if (moment === 1) await strike(run, fault)
  await field.fill(comment)
  await field.blur()
  if (moment === 2) await strike(run, fault)
  const slot = await page.locator('[data-active="true"]').elementHandle()
  await page.keyboard.press('Enter')
  if (fault !== 'close') {
    // Given is what the screen went on from.
    await page.waitForFunction((before) => before?.getAttribute('data-active') !== 'true', slot, { timeout: 5000 })
  }
  if (moment === 3) await strike(run, fault)
}

await bench('disconnect', async (atEnd) => {
  const screen = await openLabelBench(TASKS + 10)
  const tag = `cut-${Date.now()}`
  atEnd(() => screen.close())
  const counts = { offline: 0, close: 0, clock: 0, kill: 0, none: 0 }
  const run: Run = { screen, page: screen.page, rng: createRng('disconnect'), counts, offlineUntil: 0 }
  const given: string[] = []
  for (let task = 0; task < TASKS; task++) {
    const comment = `${tag}-${String(task).padStart(2, '0')}`
    await answer(run, comment, FAULTS[run.rng.int(FAULTS.length)] ?? 'none')
    given.push(comment)
    if (given.length % 10 === 0) say(`${given.length} answers given; ${JSON.stringify(counts)}`)
  }
  await screen.context.setOffline(false)
  const where = { comment: { startsWith: tag } }
  for (const deadline = performance.now() + LIMIT_MS; performance.now() < deadline; await delay(500)) {
    if ((await screen.db.annotation.count({ where })) >= given.length) break
  }
  // What is sent twice would arrive now.
  await delay(3000)
  const rows = await screen.db.annotation.findMany({ where, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })
  const stored = rows.map(({ comment }) => comment ?? '')
  const lost = given.filter((comment) => !stored.includes(comment)).length
  const duplicated = stored.length - new Set(stored).size
  const twice = rows.length - new Set(rows.map(({ assignmentId }) => assignmentId)).size
  const inOrder = JSON.stringify(stored) === JSON.stringify([...stored].sort())
  const ok = lost === 0 && duplicated === 0 && twice === 0 && inOrder
  const figures = {
    duplicated: duplicated + twice,
    inOrder,
    answers: given.length,
    stored: stored.length,
    faults: counts,
  }
  return { value: lost, unit: 'answers lost', limit: 0, ok, ...figures }
})
