import type { Db } from '@/lib/platform/db'

type Score = { frameIndex: number; score: number }

/** More than a filmstrip has room for. */
const MOST_SCORES = 240

/**
 * The scores of each clip of a run as a list carries them: all, or of each part of the clip the lowest.
 * Source: docs/spec/proposals.md [PP22]
 */
export async function thinScores(db: Db, runVideoIds: readonly string[]): Promise<Map<string, Score[]>> {
  const rows = await db.$queryRaw<(Score & { runVideoId: string })[]>`
    SELECT clip.id AS "runVideoId", kept."frameIndex", kept.score
    FROM "RunVideo" AS clip JOIN "Video" AS video ON video.id = clip."videoId"
    CROSS JOIN LATERAL (
      SELECT DISTINCT ON (slot) "frameIndex", score FROM (
        SELECT "frameIndex", score, CASE WHEN count(*) OVER () <= ${MOST_SCORES}::int THEN "frameIndex"
          ELSE "frameIndex"::bigint * ${MOST_SCORES}::int / greatest(video."frameCount", max("frameIndex") OVER () + 1) END AS slot
        FROM "FrameScore" WHERE "runVideoId" = clip.id
      ) AS placed
      ORDER BY slot, score, "frameIndex"
    ) AS kept
    WHERE clip.id = ANY(${[...runVideoIds]}::uuid[])
    ORDER BY clip.id, kept."frameIndex"`
  const scores = new Map<string, Score[]>(runVideoIds.map((id) => [id, []]))
  for (const { runVideoId, ...score } of rows) scores.get(runVideoId)?.push(score)
  return scores
}
