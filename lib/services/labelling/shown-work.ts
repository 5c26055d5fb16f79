import type { ProposalView } from '@/lib/contracts/http/proposals'
import type { Arm, ScoreThresholds, ShownProposal, Side } from '@/lib/domain/labelling'
import { type BoxColumns, boxOf } from '@/lib/platform/box-columns'
import { Prisma, type Tx } from '@/lib/platform/db'
import { IS_SHOWN, SHOWN_LAST_FIRST, showingAt, thresholdsOf } from '@/lib/services/proposals'
import type { AnsweredPairRow } from './pair-rows'

/** The model's scores and proposals for one clip, as far as the task shows them. */
export type ShownSide = {
  proposals: ProposalView[]
  scores: { frameIndex: number; score: number }[]
  /** Of the model that gave the scores; null without any. */
  thresholds: ScoreThresholds | null
}

const NOTHING: ShownSide = { proposals: [], scores: [], thresholds: null }

export type ShownScope = {
  arm: Arm
  /** Runs that finished or were shown later are not, so that a task looks the same from claim to review. */
  asOf: Date
  /** Labels of the pinned taxonomy; a proposal of any other cannot become a mark. */
  labelKeys: ReadonlySet<string>
}

type ProposalRow = BoxColumns & {
  id: string
  frameIndex: number
  labelKey: string
  probability: number
  score: number
}

export function toProposalView(row: ProposalRow): ProposalView {
  const { id, frameIndex, labelKey, probability, score } = row
  return { id, frameIndex, labelKey, box: boxOf(row), probability, score }
}

type ResultRow = { id: string; videoId: string; modelId: string; thresholds: unknown }

/** The result of each side that the task shows, if any. */
async function shownResults(db: Tx, pair: AnsweredPairRow, { arm, asOf }: ShownScope) {
  if (arm === 'hide') return []
  const results = await db.$queryRaw<ResultRow[]>`
    SELECT DISTINCT ON (result."videoId") result.id, result."videoId", model.id AS "modelId", model.manifest -> 'thresholds' AS thresholds
    FROM "RunVideo" AS result
    JOIN "Run" AS run ON run.id = result."runId"
    JOIN "ModelVersion" AS model ON model.id = run."modelVersionId"
    ${showingAt(Prisma.sql`${asOf}::timestamptz`)}
    WHERE result."videoId" IN (${pair.videoA.id}::uuid, ${pair.videoB.id}::uuid) AND result.state = 'done'
      AND result."finishedAt" <= ${asOf}::timestamptz AND ${IS_SHOWN}
    ORDER BY result."videoId", ${SHOWN_LAST_FIRST}`
  return results.map(({ id, videoId, modelId, thresholds }) => ({
    id,
    side: videoId === pair.videoA.id ? ('A' as const) : ('B' as const),
    thresholds: thresholdsOf({ id: modelId, thresholds }),
  }))
}

type Result = Awaited<ReturnType<typeof shownResults>>[number]

/** In a frame pair only the proposals on the pair's own frame can be answered. */
async function proposalsOf(db: Tx, pair: AnsweredPairRow, results: readonly Result[], labelKeys: ReadonlySet<string>) {
  if (results.length === 0) return []
  const sides = new Map(results.map(({ id, side }) => [id, side]))
  const frames = pair.kind === 'frame' ? { frameIndex: { in: [pair.frameIndexA, pair.frameIndexB] } } : {}
  const rows = await db.proposal.findMany({
    where: { runVideoId: { in: [...sides.keys()] }, ...frames },
    orderBy: [{ frameIndex: 'asc' }, { probability: 'desc' }, { labelKey: 'asc' }, { ordinal: 'asc' }],
  })
  const frameOf = { A: pair.frameIndexA, B: pair.frameIndexB }
  return rows.flatMap((row): (ProposalView & ShownProposal)[] => {
    const side = sides.get(row.runVideoId)
    if (!side || !labelKeys.has(row.labelKey)) return []
    return pair.kind === 'frame' && row.frameIndex !== frameOf[side] ? [] : [{ ...toProposalView(row), side }]
  })
}

/** The proposals that the task shows; none when its arm hides them. */
export async function loadShownProposals(db: Tx, pair: AnsweredPairRow, scope: ShownScope): Promise<ShownProposal[]> {
  return proposalsOf(db, pair, await shownResults(db, pair, scope), scope.labelKeys)
}

/** Proposals and scores that the task shows on each side; none when its arm hides them. */
export async function loadShownWork(
  db: Tx,
  pair: AnsweredPairRow,
  scope: ShownScope,
): Promise<Record<Side, ShownSide>> {
  const results = await shownResults(db, pair, scope)
  if (results.length === 0) return { A: NOTHING, B: NOTHING }
  const proposals = await proposalsOf(db, pair, results, scope.labelKeys)
  const scores = await db.frameScore.findMany({
    where: { runVideoId: { in: results.map(({ id }) => id) } },
    select: { runVideoId: true, frameIndex: true, score: true },
    orderBy: { frameIndex: 'asc' },
  })
  const shownOn = (side: Side): ShownSide => {
    const result = results.find((each) => each.side === side)
    if (!result) return NOTHING
    const { distortedScore, high } = result.thresholds
    return {
      proposals: proposals.filter((proposal) => proposal.side === side).map(({ side: _, ...proposal }) => proposal),
      scores: scores
        .filter(({ runVideoId }) => runVideoId === result.id)
        .map(({ frameIndex, score }) => ({ frameIndex, score })),
      thresholds: { distortedScore, high },
    }
  }
  return { A: shownOn('A'), B: shownOn('B') }
}
