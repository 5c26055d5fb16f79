import type { ProposalView } from '@/lib/contracts/http/proposals'
import { type Arm, type ShownProposal, SIDES, type Side } from '@/lib/domain/labelling'
import { Box } from '@/lib/domain/shared'
import { Prisma, type Tx } from '@/lib/platform/db'
import { isShown, SHOWN_LAST_FIRST, showingAt } from '@/lib/services/proposals'
import type { AnsweredPairRow } from './pair-rows'

/** What the model said of one clip, as far as the task shows it. */
export type ShownSide = { proposals: ProposalView[]; scores: { frameIndex: number; score: number }[] }

export type ShownScope = {
  arm: Arm
  /** The run of the task; null takes the shown one of each clip. */
  runId: string | null
  /** Runs that finished or were shown later are not, so that a task looks the same from claim to review. */
  asOf: Date
  /** Labels of the pinned taxonomy; a proposal of any other cannot become a mark. */
  labelKeys: ReadonlySet<string>
}

type ProposalRow = {
  id: string
  frameIndex: number
  labelKey: string
  box: unknown
  probability: number
  score: number
}

export function toProposalView({ id, frameIndex, labelKey, box, probability, score }: ProposalRow): ProposalView {
  return { id, frameIndex, labelKey, box: box === null ? null : Box.parse(box), probability, score }
}

/** The result of each side that the task shows, if any. */
async function shownResults(db: Tx, pair: AnsweredPairRow, { arm, runId, asOf }: ShownScope) {
  if (arm === 'hide') return []
  const results = await db.$queryRaw<{ id: string; videoId: string }[]>`
    SELECT DISTINCT ON (result."videoId") result.id, result."videoId"
    FROM "RunVideo" AS result ${showingAt(Prisma.sql`${asOf}::timestamptz`)}
    WHERE result."videoId" IN (${pair.videoA.id}::uuid, ${pair.videoB.id}::uuid) AND result.state = 'done'
      AND result."finishedAt" <= ${asOf}::timestamptz AND ${isShown(Prisma.sql`${runId}::uuid`)}
    ORDER BY result."videoId", ${SHOWN_LAST_FIRST}`
  return results.map(({ id, videoId }) => ({ id, side: videoId === pair.videoA.id ? ('A' as const) : ('B' as const) }))
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
  const shown: Record<Side, ShownSide> = { A: { proposals: [], scores: [] }, B: { proposals: [], scores: [] } }
  const results = await shownResults(db, pair, scope)
  if (results.length === 0) return shown
  for (const { side, ...proposal } of await proposalsOf(db, pair, results, scope.labelKeys)) {
    shown[side].proposals.push(proposal)
  }
  const scores = await db.frameScore.findMany({
    where: { runVideoId: { in: results.map(({ id }) => id) } },
    select: { runVideoId: true, frameIndex: true, score: true },
    orderBy: { frameIndex: 'asc' },
  })
  for (const side of SIDES) {
    const ofSide = results.find((result) => result.side === side)
    const rows = scores.filter(({ runVideoId }) => runVideoId === ofSide?.id)
    shown[side].scores = rows.map(({ frameIndex, score }) => ({ frameIndex, score }))
  }
  return shown
}
