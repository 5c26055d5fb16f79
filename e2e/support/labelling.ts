import { expect, type Page } from '@playwright/test'
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
