import type { AnswerScope, EvaluationTruth } from '@/lib/contracts/http/evaluation'
import { type Db, Prisma, type Tx } from '@/lib/platform/db'
import { countedAnswers } from '@/lib/services/labelling'
import { getPublishedTaxonomy } from '@/lib/services/taxonomy'

/** Raised when the same inputs give other figures. */
const FIGURES_VERSION = '4'

export type TruthOf = { projectId: string; truth: EvaluationTruth; scope: AnswerScope }
export type EvaluationOf = TruthOf & { modelVersionId: string }

/** The newest finished result of the model version on each clip. Source: docs/spec/evaluation.md [EV1] */
export function newestResults({ modelVersionId }: Pick<EvaluationOf, 'modelVersionId'>): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT ON (result."videoId") result.id, result."videoId", result.score
    FROM "RunVideo" AS result JOIN "Run" AS run ON run.id = result."runId"
    WHERE run."modelVersionId" = ${modelVersionId}::uuid AND result.state = 'done'
    ORDER BY result."videoId", result."finishedAt" DESC, result.id DESC`
}

/** The finished results of runs, each on each clip. */
export function resultsOfRuns(runIds: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    SELECT id, "videoId", score FROM "RunVideo" WHERE "runId" = ANY(${[...runIds]}::uuid[]) AND state = 'done'`
}

function truthIds({ projectId, truth, scope }: TruthOf): Prisma.Sql {
  if (truth === 'planted') {
    return Prisma.sql`
      SELECT truth."videoId" AS id FROM "VideoTruth" AS truth JOIN "Video" AS video ON video.id = truth."videoId"
      WHERE video."projectId" = ${projectId}::uuid`
  }
  return Prisma.sql`SELECT id FROM (${countedAnswers({ projectId, which: 'current', scope })}) AS answer`
}

type Named = { version: string; results: Prisma.Sql }

/** Names the inputs: results and annotations are immutable, so their ids say everything. */
export async function hashInputs(db: Db | Tx, of: TruthOf, { version, results }: Named): Promise<string> {
  const { id: taxonomyId } = await getPublishedTaxonomy(db, of.projectId)
  const [row] = await db.$queryRaw<{ hash: string }[]>`
    SELECT encode(sha256(convert_to(concat_ws(E'\n', ${version}::text, ${taxonomyId}::text,
      (SELECT string_agg(id::text, ',' ORDER BY id) FROM (${results}) AS result),
      (SELECT string_agg(id::text, ',' ORDER BY id) FROM (${truthIds(of)}) AS truth)
    ), 'UTF8')), 'hex') AS hash`
  if (!row) throw new Error('No hash came back.')
  return row.hash
}

export function inputsHashOf(db: Db | Tx, of: EvaluationOf): Promise<string> {
  return hashInputs(db, of, { version: FIGURES_VERSION, results: newestResults(of) })
}
