import type { Page } from '@playwright/test'
import type { AssignmentView } from '@/lib/contracts/http/labelling'
import { SCREEN_SIDES, type ScreenSide, suspectFrames } from '@/lib/domain/labelling'
import { mean, sum } from '@/lib/domain/shared'
import { bench, say } from './support/bench'
import { currentReady, nextReady, openLabelBench } from './support/label-bench'

const MIX = { clean: 10, one: 6, several: 4 } as const
type Kind = keyof typeof MIX
/** Keys for a clean pair, and for one with a mark taken from a proposal. */
const LIMITS = { clean: 4, one: 6 }
const MOST_PAIRS = 80
/** Marks of a pair with marks on several frames. */
const SEVERAL = 3
const MOST_SUSPECTS = 12

type Tally = { keys: number; moves: number; seconds: number }

type Hand = { tally: Tally; press: (...keys: readonly string[]) => Promise<void> }

/** Counts whatever a hand would do. */
function createHand(page: Page): Hand {
  const tally: Tally = { keys: 0, moves: 0, seconds: 0 }
  return {
    tally,
    async press(...keys: readonly string[]): Promise<void> {
      for (const key of keys) {
        await page.keyboard.press(key)
        tally.keys++
      }
    },
  }
}

async function marksOn(page: Page, side: 'Left' | 'Right'): Promise<number> {
  const text = await page.getByRole('region', { name: `${side} clip` }).textContent()
  return Number(/(\d+) mark/.exec(text ?? '')?.[1] ?? 0)
}

type Marks = Record<'Left' | 'Right', number>

/** Takes the proposal at hand. @returns how many marks it made on either side */
async function accept(page: Page, hand: Hand): Promise<Marks> {
  const before = { Left: await marksOn(page, 'Left'), Right: await marksOn(page, 'Right') }
  await hand.press('a')
  return { Left: (await marksOn(page, 'Left')) - before.Left, Right: (await marksOn(page, 'Right')) - before.Right }
}

/** "No distortion" where nothing is marked, and the side with fewer marks is the better one. */
async function conclude(hand: Hand, { Left, Right }: Marks): Promise<void> {
  if (Left === 0) await hand.press('n')
  if (Right === 0) await hand.press('m')
  await hand.press(Left === Right ? 's' : Left < Right ? 'q' : 'e', 'Enter')
}

const SCRIPTS: Record<Kind, (page: Page, hand: Hand, on: AssignmentView) => Promise<void>> = {
  async clean(_page, hand) {
    await hand.press('n', 'm', 'w', 'Enter')
  },
  async one(page, hand, { pair }) {
    // A frame pair opens on its frame; in clips one goes to the first suspect frame.
    if (pair.kind === 'video') {
      await hand.press(']')
      await page
        .locator('[data-active="true"]')
        .getByRole('button', { name: /proposed · / })
        .first()
        .waitFor()
    }
    let marks = await accept(page, hand)
    if (marks.Left + marks.Right === 0) {
      await hand.press('Tab')
      marks = await accept(page, hand)
    }
    await conclude(hand, marks)
  },
  async several(page, hand) {
    const marks = { Left: 0, Right: 0 }
    for (let tries = 0; tries < MOST_SUSPECTS && marks.Left + marks.Right < SEVERAL; tries++) {
      await hand.press(']')
      await currentReady(page)
      const made = await accept(page, hand)
      marks.Left += made.Left
      marks.Right += made.Right
    }
    await conclude(hand, marks)
  },
}

function isOffered({ sides }: AssignmentView['pair'], side: ScreenSide, index: number): boolean {
  return sides[side].proposals.some(({ frameIndex }) => frameIndex === index)
}

/** What the pair at hand is good for. */
function kindsOf({ arm, pair }: AssignmentView): Kind[] {
  const proposals = [...pair.sides.left.proposals, ...pair.sides.right.proposals]
  if (arm !== 'show' || proposals.length === 0) return ['clean']
  if (pair.kind === 'frame') return ['one']
  const frames = new Set(proposals.map(({ frameIndex }) => frameIndex))
  // Where the first suspect frame has a low score alone, there is nothing to accept on it.
  const offered = SCREEN_SIDES.every((side) =>
    suspectFrames(pair.sides[side]).every((index) => isOffered(pair, side, index)),
  )
  return [...(frames.size >= SEVERAL ? (['several'] as const) : []), ...(offered ? (['one'] as const) : [])]
}

await bench('keystrokes', async (atEnd) => {
  const claimed: AssignmentView[] = []
  const screen = await openLabelBench(MOST_PAIRS, (page) => {
    page.on('response', async (response) => {
      if (!response.url().endsWith('/tasks/claim') || !response.ok()) return
      const { assignment } = (await response.json().catch(() => ({}))) as { assignment?: AssignmentView | null }
      if (assignment) claimed.push(assignment)
    })
  })
  atEnd(() => screen.close())
  const { page, db } = screen
  await db.$executeRaw`
      UPDATE "Task" SET priority = 2, arm = 'show' WHERE id IN (
        SELECT task.id FROM "Task" AS task JOIN "Pair" AS pair ON pair.id = task."pairId"
        WHERE task.state = 'open' AND task.taken < task.overlap AND NOT task.holdout
          AND pair.kind = 'frame' AND EXISTS (
            SELECT FROM "Proposal" AS proposal
            WHERE (proposal."videoId" = pair."videoAId" AND proposal."frameIndex" = pair."frameIndexA")
              OR (proposal."videoId" = pair."videoBId" AND proposal."frameIndex" = pair."frameIndexB")
          )
        ORDER BY random() LIMIT ${8 * MIX.one})`
  const done: Record<Kind, Tally[]> = { clean: [], one: [], several: [] }
  for (let at = 0; at < MOST_PAIRS; at++) {
    await nextReady(page)
    await currentReady(page)
    const assignment = claimed[at]
    if (!assignment) throw new Error('The pair on screen was not claimed by this page.')
    const kind = kindsOf(assignment).find((candidate) => done[candidate].length < MIX[candidate])
    const hand = createHand(page)
    const slot = await page.locator('[data-active="true"]').elementHandle()
    const startMs = performance.now()
    await SCRIPTS[kind ?? 'clean'](page, hand, assignment)
    hand.tally.seconds = (performance.now() - startMs) / 1000
    await page.waitForFunction((before) => before?.getAttribute('data-active') !== 'true', slot, { timeout: 10_000 })
    if (kind) done[kind].push(hand.tally)
    say(`pair ${at + 1}: ${kind ?? 'not counted'}, ${hand.tally.keys} keys`)
    if (Object.entries(MIX).every(([name, count]) => done[name as Kind].length === count)) break
  }
  const per = (kind: Kind, of: keyof Tally) => done[kind].map((tally) => tally[of])
  const most = (kind: Kind) => Math.max(0, ...per(kind, 'keys'))
  const round = (value: number) => Math.round(value * 100) / 100
  const summary = (kind: Kind) => ({
    pairs: done[kind].length,
    keys: round(mean(per(kind, 'keys'))),
    mostKeys: most(kind),
    pointerMoves: round(mean(per(kind, 'moves'))),
    seconds: round(mean(per(kind, 'seconds'))),
  })
  const complete = Object.entries(MIX).every(([name, count]) => done[name as Kind].length === count)
  const ok = complete && most('clean') <= LIMITS.clean && most('one') <= LIMITS.one
  const all = Object.values(done).flat()
  const value = round(sum(all.map(({ keys }) => keys)) / Math.max(1, all.length))
  const kinds = { clean: summary('clean'), one: summary('one'), several: summary('several') }
  return { value, unit: 'keys per pair', limit: LIMITS, ok, ...kinds }
})
