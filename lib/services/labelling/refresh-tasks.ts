import type { QueuePolicy } from '@/lib/domain/accounts'
import { type Db, Prisma, type Tx } from '@/lib/platform/db'
import { IS_SHOWN, SHOWN_LAST_FIRST, showingAt } from '@/lib/services/proposals'

/** `distortionProbability` of lib/domain/proposals. Source: docs/spec/proposals.md [PP9] */
const PROBABILITY = Prisma.sql`
  1 / (1 + power(9, (frame.score - clip.middle) / clip.width))`

/** Of what is shown now, nothing has an end. */
const FOR_EVER = Prisma.sql`'infinity'::timestamptz`

/**
 * Value and priority of many tasks at once, computed next to their scores. Tests compare them with the rules and, on
 * random scores, with `taskPriority` of lib/domain/labelling, which serves one task.
 * OFFSET 0 keeps the planner from reading all pairs for the few of a batch. Reads once the finished result of each clip
 * that is shown, and for a frame pair the sampled frames around its own by index.
 * Source: docs/spec/queue.md [QU2] [QU17]–[QU19]
 */
export function freshTasks(policy: QueuePolicy, taskIds: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    WITH side AS MATERIALIZED (
      SELECT task.id, pair.kind, side."videoId", side."frameIndex"
      FROM "Task" AS task
      CROSS JOIN LATERAL (SELECT * FROM "Pair" WHERE id = task."pairId" OFFSET 0) AS pair
      CROSS JOIN LATERAL (
        VALUES (pair."videoAId", pair."frameIndexA"), (pair."videoBId", pair."frameIndexB")
      ) AS side ("videoId", "frameIndex")
      WHERE task.id = ANY(${[...taskIds]}::uuid[])
    ), clip AS MATERIALIZED (
      SELECT video.id AS "videoId", result.id, result.score,
        (model.manifest->'thresholds'->>'distortedScore')::float8 AS middle,
        greatest(0.1, ((model.manifest->'thresholds'->>'high')::float8
          - (model.manifest->'thresholds'->>'low')::float8) / 2) AS width
      FROM (SELECT DISTINCT "videoId" AS id FROM side) AS video
      CROSS JOIN LATERAL (
        SELECT result.id, result.score, result."runId" FROM "RunVideo" AS result ${showingAt(FOR_EVER)}
        WHERE result."videoId" = video.id AND result.state = 'done' AND ${IS_SHOWN}
        ORDER BY ${SHOWN_LAST_FIRST} LIMIT 1
      ) AS result
      JOIN "Run" AS run ON run.id = result."runId"
      JOIN "ModelVersion" AS model ON model.id = run."modelVersionId"
    ), whole AS (
      SELECT clip."videoId", clip.score, avg(4 * p * (1 - p)) AS doubt
      FROM clip JOIN "FrameScore" AS frame ON frame."runVideoId" = clip.id
      CROSS JOIN LATERAL (SELECT ${PROBABILITY} AS p) AS frame_probability
      WHERE clip."videoId" IN (SELECT "videoId" FROM side WHERE kind = 'video')
      GROUP BY clip."videoId", clip.score
    ), opinion AS (
      SELECT side.id, whole.score, whole.doubt FROM side JOIN whole USING ("videoId") WHERE side.kind = 'video'
      UNION ALL
      SELECT side.id, frame.score, 4 * p * (1 - p)
      FROM side JOIN clip USING ("videoId")
      CROSS JOIN LATERAL (
        SELECT around."frameIndex", around.score FROM (
          (SELECT "frameIndex", score FROM "FrameScore"
            WHERE "runVideoId" = clip.id AND "frameIndex" <= side."frameIndex" ORDER BY "frameIndex" DESC LIMIT 1)
          UNION ALL
          (SELECT "frameIndex", score FROM "FrameScore"
            WHERE "runVideoId" = clip.id AND "frameIndex" > side."frameIndex" ORDER BY "frameIndex" LIMIT 1)
        ) AS around
        ORDER BY abs(around."frameIndex" - side."frameIndex"), around."frameIndex" LIMIT 1
      ) AS frame
      CROSS JOIN LATERAL (SELECT ${PROBABILITY} AS p) AS frame_probability
      WHERE side.kind = 'frame'
    ), valued AS (
      SELECT id, (1 - (max(score) - min(score)) / 4 + avg(doubt)) / 2 AS value
      FROM opinion GROUP BY id HAVING count(score) = 2
    )
    SELECT task.id, coalesce(valued.value, 0) AS value,
      CASE WHEN ${policy}::text = 'oldest' THEN 0
        WHEN task.holdout OR ${policy}::text = 'random' THEN task.draw
        WHEN task.dissent > 0 THEN 1 + task.dissent
        ELSE coalesce(valued.value, 0) END AS priority
    FROM "Task" AS task LEFT JOIN valued USING (id)
    WHERE task.id = ANY(${[...taskIds]}::uuid[])`
}

/** The tasks whose stored priority is outdated; only reads. */
export async function findMisplaced(
  db: Db | Tx,
  { policy, taskIds }: { policy: QueuePolicy; taskIds: readonly string[] },
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT task.id FROM "Task" AS task JOIN (${freshTasks(policy, taskIds)}) AS fresh USING (id)
    WHERE task.value <> fresh.value OR task.priority <> fresh.priority`
  return rows.map(({ id }) => id)
}

/** Updates the priority of the tasks; those that are up to date are not written. @returns how many changed */
export function refreshTasks(
  tx: Tx,
  { policy, taskIds }: { policy: QueuePolicy; taskIds: readonly string[] },
): Promise<number> {
  return tx.$executeRaw`
    UPDATE "Task" AS task SET value = fresh.value, priority = fresh.priority
    FROM (${freshTasks(policy, taskIds)}) AS fresh
    WHERE task.id = fresh.id AND (task.value <> fresh.value OR task.priority <> fresh.priority)`
}
