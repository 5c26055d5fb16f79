import type { ProposalView } from '@/lib/contracts/http/proposals'
import type { Arm, Side } from '@/lib/domain/labelling'
import { Box } from '@/lib/domain/shared'
import type { Tx } from '@/lib/platform/db'
import type { PairRow } from './pair-rows'

/** What the model said of one clip, as far as the task shows it. */
export type ShownSide = { proposals: ProposalView[]; scores: { frameIndex: number; score: number }[] }

export type ShownScope = {
  arm: Arm
  /** The run of the task; null takes the newest one of each clip. */
  runId: string | null
  /** Runs that finished later are not shown, so that a task looks the same from claim to review. */
  asOf: Date
  /** Labels of the pinned taxonomy; a proposal of any other cannot become a mark. */
  labelKeys: ReadonlySet<string>
}

function nothing(): ShownSide {
  return { proposals: [], scores: [] }
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

async function shownOf(db: Tx, pair: PairRow, side: Side, { runId, asOf, labelKeys }: ShownScope): Promise<ShownSide> {
  const frameIndex = side === 'A' ? pair.frameIndexA : pair.frameIndexB
  const where = pair.kind === 'frame' ? { frameIndex } : {}
  const runVideo = await db.runVideo.findFirst({
    where: {
      videoId: side === 'A' ? pair.videoA.id : pair.videoB.id,
      state: 'done',
      finishedAt: { lte: asOf },
      ...(runId ? { runId } : {}),
    },
    orderBy: [{ finishedAt: 'desc' }, { id: 'desc' }],
    select: {
      scores: { select: { frameIndex: true, score: true }, orderBy: { frameIndex: 'asc' } },
      proposals: { where, orderBy: [{ frameIndex: 'asc' }, { probability: 'desc' }, { id: 'asc' }] },
    },
  })
  if (!runVideo) return nothing()
  const proposals = runVideo.proposals.filter(({ labelKey }) => labelKeys.has(labelKey)).map(toProposalView)
  return { proposals, scores: runVideo.scores }
}

/** Proposals and scores that the task shows on each side; none when its arm hides them. */
export async function loadShownWork(db: Tx, pair: PairRow, scope: ShownScope): Promise<Record<Side, ShownSide>> {
  if (scope.arm === 'hide') return { A: nothing(), B: nothing() }
  // One after the other: a transaction has one connection.
  const A = await shownOf(db, pair, 'A', scope)
  return { A, B: await shownOf(db, pair, 'B', scope) }
}
