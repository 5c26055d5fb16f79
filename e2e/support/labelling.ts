import { expect, type Page } from '@playwright/test'
import { AHEAD } from '@/components/labelling/queue/pair-queue'
import { EMPTY_ANSWER, NO_WORK } from '@/lib/domain/labelling'
import type { Prisma } from '@/lib/platform/db'
import { database, demoProjectId } from './database'

/** The demo's annotator, whom the journeys of labelling share. */
export const ANNOTATOR = 'annotator@framejury.example'

function heldBy(email: string) {
  return { state: 'claimed' as const, user: { email } }
}

/** Both clips of the pair on screen show a frame, so the screen listens to keys. */
export async function painted(page: Page): Promise<void> {
  await expect(page.getByRole('region', { name: 'Left clip' })).toBeVisible()
  await expect(page.locator('[data-active="true"] canvas[data-frame]').first()).toBeVisible({ timeout: 30_000 })
  await expect(page.locator('[data-active="true"]').getByText('Decoding the frame')).toHaveCount(0, { timeout: 30_000 })
}

/** Assignments of the annotator, or of another person, the one on screen first. */
export async function heldIds(email = ANNOTATOR): Promise<string[]> {
  const held = await database().assignment.findMany({
    where: heldBy(email),
    orderBy: { claimedAt: 'asc' },
    select: { id: true },
  })
  return held.map(({ id }) => id)
}

/** The page holds the pair on screen and those ahead: no claim is on its way that a later journey would find taken. */
export async function allClaimed(email = ANNOTATOR): Promise<void> {
  await expect.poll(async () => (await heldIds(email)).length).toBe(1 + AHEAD)
}

/** What a person holds goes back to the queue, as if the leases had ended. */
export async function giveBackAll(email = ANNOTATOR): Promise<void> {
  const held = await database().assignment.updateManyAndReturn({
    where: heldBy(email),
    data: { state: 'released' },
    select: { taskId: true },
  })
  for (const { taskId } of held) {
    await database().task.update({ where: { id: taskId }, data: { taken: { decrement: 1 } } })
  }
}

type Offered = {
  /** Which pairs come next. */
  pair: Prisma.PairWhereInput
  /** When their proposals are shown. Where nothing is said it stays as it is, and what hides them is left to others. */
  arm?: 'show' | 'reveal'
  /** As many as that; all where nothing is said. */
  most?: number
}

/**
 * The annotator's next tasks are these, as if never claimed: an earlier journey that held and gave back one of them left
 * its draft, its arm and perhaps a first answer. Their keys are the usual ones.
 * @returns ids of the tasks, in no order
 */
export async function offer({ pair, arm, most }: Offered): Promise<string[]> {
  const projectId = await demoProjectId()
  await giveBackAll()
  await database().user.update({ where: { email: ANNOTATOR }, data: { keyBindings: {} } })
  const done: Prisma.AssignmentWhereInput[] = [
    { state: { not: 'released' } },
    { firstAnswer: { isNot: null } },
    { annotations: { some: {} } },
  ]
  const { overlap } = database().task.fields
  const open = await database().task.findMany({
    where: {
      projectId,
      state: 'open',
      taken: { lt: overlap },
      pair,
      ...(arm ? {} : { holdout: false, OR: [{ arm: null }, { arm: { not: 'hide' } }] }),
      assignments: { none: { user: { email: ANNOTATOR }, OR: done } },
    },
    orderBy: { id: 'asc' },
    ...(most && { take: most }),
    select: { id: true },
  })
  const ids = open.map(({ id }) => id)
  await database().assignment.updateMany({
    where: { taskId: { in: ids }, user: { email: ANNOTATOR } },
    data: { draft: EMPTY_ANSWER, work: NO_WORK, ...(arm && { arm }) },
  })
  await database().task.updateMany({ where: { projectId }, data: { priority: 0 } })
  await database().task.updateMany({
    where: { id: { in: ids } },
    data: { priority: 1, ...(arm && { arm, holdout: false }) },
  })
  return ids
}

/** Video pairs with proposals of a run that is shown, past the first frames, which are on screen as soon as the pair is. */
export async function suspectPairs(): Promise<Prisma.PairWhereInput> {
  const proposals = await database().proposal.findMany({
    where: { frameIndex: { gt: 1 }, runVideo: { run: { showings: { some: { untilAt: null } } } } },
    select: { videoId: true },
    distinct: ['videoId'],
  })
  const suspect = { in: proposals.map(({ videoId }) => videoId) }
  return { kind: 'video', OR: [{ videoAId: suspect }, { videoBId: suspect }] }
}

/** Says on the pair on screen that both are clean and equally good; a draft may say some of it already. */
export async function sayClean(page: Page): Promise<void> {
  for (const [key, name] of [
    ['n', /Left clean/],
    ['m', /Right clean/],
    ['w', /Tie, both good/],
  ] as const) {
    const button = page.getByRole('button', { name })
    if ((await button.getAttribute('aria-pressed')) !== 'true') await page.keyboard.press(key)
    await expect(button).toHaveAttribute('aria-pressed', 'true')
  }
}
