import { type AnchoredAnswer, type ModelClips, pairScores } from '@/lib/domain/evaluation'
import { type Arm, type Asks, asksAttribution, type Preference, type Side, toOutcome } from '@/lib/domain/labelling'
import type { PairKind } from '@/lib/domain/media'
import { type Db, Prisma, type Tx } from '@/lib/platform/db'
import { countedAnswers } from '@/lib/services/labelling'
import { IS_SHOWN, SHOWN_LAST_FIRST, showingAt } from '@/lib/services/proposals'

const CLAIMED = Prisma.sql`assignment."claimedAt"`

type AnswerRow = {
  id: string
  pairId: string
  family: string
  kind: PairKind
  asks: Asks
  arm: Arm
  activeMs: number
  preference: Preference | null
  videoA: string
  videoB: string
  frameA: number
  frameB: number
  ptsUs: bigint
  resultA: string
  resultB: string
}

/**
 * The annotators' own answers to tasks that were not held out, where the model version's result was the one shown, or the one that would have been.
 * Source: docs/spec/anchoring.md [AC1] [AC2]
 */
function loadRows(db: Db | Tx, projectId: string, modelVersionId: string): Promise<AnswerRow[]> {
  return db.$queryRaw<AnswerRow[]>`
    SELECT answer.id, pair.id AS "pairId", coalesce(prompt.family, prompt.id::text) AS family, pair.kind::text AS kind, task.asks::text AS asks, assignment.arm::text AS arm,
      answer."activeMs", answer.preference::text AS preference, pair."videoAId" AS "videoA", pair."videoBId" AS "videoB",
      pair."frameIndexA" AS "frameA", pair."frameIndexB" AS "frameB", pair."timestampUs" AS "ptsUs",
      a.id AS "resultA", b.id AS "resultB"
    FROM (${countedAnswers({ projectId, which: 'own' })}) AS answer
    JOIN "Assignment" AS assignment ON assignment.id = answer."assignmentId"
    JOIN "Task" AS task ON task.id = answer."taskId"
    JOIN "Pair" AS pair ON pair.id = task."pairId"
    JOIN "Prompt" AS prompt ON prompt.id = pair."promptId"
    CROSS JOIN LATERAL (
      SELECT result.id, run."modelVersionId" FROM "RunVideo" AS result JOIN "Run" AS run ON run.id = result."runId"
      ${showingAt(CLAIMED)}
      WHERE result."videoId" = pair."videoAId" AND result.state = 'done' AND result."finishedAt" <= ${CLAIMED}
        AND ${IS_SHOWN}
      ORDER BY ${SHOWN_LAST_FIRST} LIMIT 1
    ) AS a
    CROSS JOIN LATERAL (
      SELECT result.id, run."modelVersionId" FROM "RunVideo" AS result JOIN "Run" AS run ON run.id = result."runId"
      ${showingAt(CLAIMED)}
      WHERE result."videoId" = pair."videoBId" AND result.state = 'done' AND result."finishedAt" <= ${CLAIMED}
        AND ${IS_SHOWN}
      ORDER BY ${SHOWN_LAST_FIRST} LIMIT 1
    ) AS b
    WHERE NOT answer."sawProposals" AND NOT answer.holdout
      AND a."modelVersionId" = ${modelVersionId}::uuid AND b."modelVersionId" = ${modelVersionId}::uuid
    ORDER BY answer.id`
}

async function saidLabels(db: Db | Tx, rows: readonly AnswerRow[]): Promise<Map<string, string[]>> {
  const marks = await db.$queryRaw<{ annotationId: string; side: Side; labelKey: string }[]>`
    SELECT DISTINCT "annotationId", side::text AS side, "labelKey" FROM "Mark"
    WHERE "annotationId" = ANY(${rows.map(({ id }) => id)}::uuid[])`
  const said = new Map<string, string[]>()
  for (const { annotationId, side, labelKey } of marks) {
    const key = `${annotationId}:${side}`
    said.set(key, [...(said.get(key) ?? []), labelKey])
  }
  return said
}

type Proposed = { runVideoId: string; frameIndex: number; labelKey: string }

function loadProposed(db: Db | Tx, rows: readonly AnswerRow[]): Promise<Proposed[]> {
  const results = [...new Set(rows.flatMap(({ resultA, resultB }) => [resultA, resultB]))]
  return db.$queryRaw<Proposed[]>`
    SELECT DISTINCT "runVideoId", "frameIndex", "labelKey" FROM "Proposal"
    WHERE "runVideoId" = ANY(${results}::uuid[])`
}

/** The answers that anchoring is measured on. */
export async function loadAnchoredAnswers(
  db: Db | Tx,
  { projectId, modelVersionId, model }: { projectId: string; modelVersionId: string; model: ModelClips },
): Promise<AnchoredAnswer[]> {
  const rows = await loadRows(db, projectId, modelVersionId)
  const said = await saidLabels(db, rows)
  const proposed = new Map<string, Proposed[]>()
  for (const each of await loadProposed(db, rows)) {
    proposed.set(each.runVideoId, [...(proposed.get(each.runVideoId) ?? []), each])
  }
  function sideOf(row: AnswerRow, side: Side) {
    const [result, frameIndex] = side === 'A' ? [row.resultA, row.frameA] : [row.resultB, row.frameB]
    // In a frame pair only the proposals on its own frame are shown.
    const own = (proposed.get(result) ?? []).filter((each) => row.kind === 'video' || each.frameIndex === frameIndex)
    return { said: said.get(`${row.id}:${side}`) ?? [], proposed: [...new Set(own.map(({ labelKey }) => labelKey))] }
  }
  return rows.map((row) => {
    const ptsUs = Number(row.ptsUs)
    const A = { videoId: row.videoA, frameIndex: row.frameA, ptsUs }
    const B = { videoId: row.videoB, frameIndex: row.frameB, ptsUs }
    return {
      pairId: row.pairId,
      family: row.family,
      arm: row.arm === 'hide' ? 'hidden' : 'shown',
      activeMs: row.activeMs,
      preference: row.preference && toOutcome(row.preference),
      scores: pairScores(model, { kind: row.kind, A, B }),
      sides: asksAttribution(row.asks) ? [sideOf(row, 'A'), sideOf(row, 'B')] : [],
    }
  })
}
