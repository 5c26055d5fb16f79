import { nearestScore } from '@/lib/domain/labelling'
import type { Pair, Tx } from '@/lib/platform/db'

type ScoredVideo = { score: number | null; scores: { frameIndex: number; score: number }[] }
export type PairScores = { scoreA: number | null; scoreB: number | null }

/** The newest finished result of each clip. */
async function newestResults(tx: Tx, videoIds: readonly string[]): Promise<Map<string, ScoredVideo>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT ON ("videoId") id FROM "RunVideo"
    WHERE "videoId" = ANY(${videoIds}::uuid[]) AND state = 'done'
    ORDER BY "videoId", "finishedAt" DESC, id DESC`
  const results = await tx.runVideo.findMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    select: { videoId: true, score: true, scores: { select: { frameIndex: true, score: true } } },
  })
  return new Map(results.map((result) => [result.videoId, result]))
}

/** What the model thinks of the two sides of each pair. Source: docs/spec/queue.md [QU2] */
export async function loadPairScores(tx: Tx, pairs: readonly Pair[]): Promise<Map<string, PairScores>> {
  const videoIds = new Set(pairs.flatMap(({ videoAId, videoBId }) => [videoAId, videoBId]))
  const results = await newestResults(tx, [...videoIds])
  const scoreOf = (kind: Pair['kind'], videoId: string, frameIndex: number) => {
    const result = results.get(videoId)
    if (!result) return null
    return kind === 'video' ? result.score : nearestScore(result.scores, frameIndex)
  }
  return new Map(
    pairs.map(({ id, kind, videoAId, videoBId, frameIndexA, frameIndexB }) => [
      id,
      { scoreA: scoreOf(kind, videoAId, frameIndexA), scoreB: scoreOf(kind, videoBId, frameIndexB) },
    ]),
  )
}
