import { expect, type Page } from '@playwright/test'
import { AHEAD } from '@/components/labelling/queue/desk-state'
import { database } from './database'

const MINE = { state: 'claimed' as const, user: { email: 'annotator@framejury.example' } }

/** Both clips of the pair on screen show a frame. */
export async function painted(page: Page): Promise<void> {
  await expect(page.getByRole('region', { name: 'Left clip' })).toBeVisible()
  await expect(page.locator('[data-active="true"]').getByText('Decoding the frame')).toHaveCount(0, { timeout: 30_000 })
}

/** Assignments of the annotator, the one on screen first. */
export async function heldIds(): Promise<string[]> {
  const held = await database().assignment.findMany({
    where: MINE,
    orderBy: { claimedAt: 'asc' },
    select: { id: true },
  })
  return held.map(({ id }) => id)
}

/** The page holds the pair on screen and those ahead: no claim is on its way that a later journey would find taken. */
export async function allClaimed(): Promise<void> {
  await expect.poll(async () => (await heldIds()).length).toBe(1 + AHEAD)
}

/** What the annotator holds goes back to the queue, as if the leases had ended. */
export async function giveBackAll(): Promise<void> {
  const held = await database().assignment.updateManyAndReturn({
    where: MINE,
    data: { state: 'released' },
    select: { taskId: true },
  })
  for (const { taskId } of held) {
    await database().task.update({ where: { id: taskId }, data: { taken: { decrement: 1 } } })
  }
}
