import type { Db } from '@/lib/platform/db'
import type { RunRow } from './internal'

/**
 * How many clips, of any project, are scored before those of a queued run: what is left of the runs of its kind of engine that
 * were queued earlier. Null once it is taken up.
 * Source: docs/spec/proposals.md [PP27]
 */
export async function clipsAhead(db: Db, { state, queuedAt, model }: RunRow): Promise<number | null> {
  if (state !== 'queued') return null
  const [row] = await db.$queryRaw<{ clips: number }[]>`
    SELECT count(*)::int AS clips
    FROM "Run" run
    JOIN "ModelVersion" model ON model.id = run."modelVersionId"
    JOIN "RunVideo" clip ON clip."runId" = run.id AND clip.state IN ('queued', 'running')
    WHERE run.state IN ('queued', 'running') AND run."queuedAt" < ${queuedAt} AND model.engine = ${model.engine}`
  return row?.clips ?? 0
}
