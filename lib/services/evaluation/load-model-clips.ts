import type { ModelClips, ScoredClip } from '@/lib/domain/evaluation'
import type { Db, Prisma, Tx } from '@/lib/platform/db'
import { frameAnswersOf } from '@/lib/services/proposals'
import { newestResults, resultsOfRuns } from './inputs-hash'

const CHUNK = 200

type Result = { id: string; videoId: string; score: number | null }

async function loadClips(db: Db | Tx, wanted: Prisma.Sql): Promise<ModelClips> {
  const results = await db.$queryRaw<Result[]>`${wanted}`
  const clips = new Map<string, ScoredClip>()
  for (let start = 0; start < results.length; start += CHUNK) {
    const chunk = results.slice(start, start + CHUNK)
    const rows = await db.frameScore.findMany({
      where: { runVideoId: { in: chunk.map(({ id }) => id) } },
      select: { runVideoId: true, frameIndex: true, ptsUs: true, score: true, labels: true, boxes: true },
      orderBy: [{ runVideoId: 'asc' }, { frameIndex: 'asc' }],
    })
    for (const { id, videoId, score } of chunk) {
      if (score === null) continue
      const frames = rows
        .filter(({ runVideoId }) => runVideoId === id)
        .map((row) => ({
          frameIndex: row.frameIndex,
          ptsUs: Number(row.ptsUs),
          score: row.score,
          ...frameAnswersOf(row),
        }))
      clips.set(videoId, { score, frames })
    }
  }
  return clips
}

/** What the model version said of every clip, by its newest finished result. Source: docs/spec/evaluation.md [EV1] */
export function loadModelClips(db: Db | Tx, modelVersionId: string): Promise<ModelClips> {
  return loadClips(db, newestResults({ modelVersionId }))
}

/** What one run said of the clips that it has finished. Source: docs/spec/run-comparison.md [RC1] */
export function loadRunClips(db: Db | Tx, runId: string): Promise<ModelClips> {
  return loadClips(db, resultsOfRuns([runId]))
}
