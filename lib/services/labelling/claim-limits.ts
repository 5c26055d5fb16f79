import type { Tx } from '@/lib/platform/db'
import { conflict } from '@/lib/platform/errors'
import type { Turn } from './take-place'

/** Tasks that one person may have at once; the screen needs three. */
export const MOST_HELD = 10
const HOUR_MS = 3600_000

type Counts = { held: number; left: number; oldest: Date | null }

/**
 * Prevents people from viewing a project without answering: to get a new task, a person must
 * have few tasks, and have left few unanswered within the hour. Their own tasks, and returned ones, are always
 * assigned.
 * Source: docs/spec/queue.md [QU24]
 * @throws AppError conflict `skip-limit` with the end time, or `held-limit`
 */
export async function requireRoom(tx: Tx, { projectId, userId, now, settings }: Turn): Promise<void> {
  const since = new Date(now.getTime() - HOUR_MS)
  const [counts] = await tx.$queryRaw<Counts[]>`
    SELECT count(*) FILTER (WHERE state = 'claimed' AND "returnComment" IS NULL)::int AS held,
      count(*) FILTER (WHERE state IN ('skipped', 'released') AND "closedAt" > ${since}::timestamptz)::int AS left,
      (
        SELECT "closedAt" FROM "Assignment"
        WHERE "userId" = ${userId}::uuid AND "projectId" = ${projectId}::uuid
          AND state IN ('skipped', 'released') AND "closedAt" > ${since}::timestamptz
        ORDER BY "closedAt" DESC OFFSET ${settings.skipsPerHour - 1} LIMIT 1
      ) AS oldest
    FROM "Assignment" WHERE "userId" = ${userId}::uuid AND "projectId" = ${projectId}::uuid
      AND state IN ('claimed', 'skipped', 'released')`
  if (!counts) return
  if (counts.held >= MOST_HELD) {
    throw conflict('held-limit', `You hold ${counts.held} tasks. Answer or give back some of them first.`)
  }
  if (counts.left < settings.skipsPerHour || !counts.oldest) return
  const until = new Date(counts.oldest.getTime() + HOUR_MS).toISOString().slice(11, 16)
  throw conflict(
    'skip-limit',
    `You left ${counts.left} tasks unanswered within an hour. You get new ones from ${until} UTC on; an admin can raise the limit in Settings.`,
  )
}
