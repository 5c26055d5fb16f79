import { type FrameResult, proposalsOf, type Thresholds } from '@/lib/domain/proposals'
import { storableText } from '@/lib/domain/shared'
import { boxColumns } from '@/lib/platform/box-columns'
import { type Context, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { storable } from '@/lib/platform/stored'

/** Characters of one frame's reasoning; 8192 tokens, the most that is asked for, rarely have half as many. */
const MOST_REASONING = 65_536

type Batch = {
  runVideoId: string
  videoId: string
  round: 1 | 2
  results: readonly FrameResult[]
  thresholds: Thresholds
}

function proposalRows({ runVideoId, videoId, results, thresholds }: Batch) {
  return results.flatMap((result) => {
    const seen = new Map<string, number>()
    return proposalsOf(result, thresholds).map(({ labelKey, box, probability }) => {
      const ordinal = seen.get(labelKey) ?? 0
      seen.set(labelKey, ordinal + 1)
      return {
        runVideoId,
        videoId,
        frameIndex: result.index,
        ptsUs: BigInt(result.ptsUs),
        labelKey,
        ordinal,
        ...boxColumns(box),
        probability,
        score: result.score,
      }
    })
  })
}

/**
 * Writes a batch of scores with their proposals, together. The first result for a frame stays, with its own proposals:
 * writing it twice changes nothing, and a clip that is done or has failed accepts no more.
 * Source: docs/spec/proposals.md [PP16]
 */
export async function storeFrameScores(ctx: Context, batch: Batch): Promise<void> {
  try {
    await withTransaction(ctx, (tx) => store(tx, batch))
  } catch (error) {
    if (!(error instanceof ClipEndedError)) throw error
  }
}

/** Undoes what was written for a clip that had ended. */
class ClipEndedError extends Error {}

async function store(tx: Tx, batch: Batch): Promise<void> {
  const { runVideoId, round, results } = batch
  const scored = await tx.frameScore.createManyAndReturn({
    data: results.map((result) => ({
      runVideoId,
      frameIndex: result.index,
      round,
      ptsUs: BigInt(result.ptsUs),
      score: result.score,
      labels: result.labels,
      boxes: storable(result.boxes),
      reasoning: result.reasoning === undefined ? null : storableText(result.reasoning, MOST_REASONING),
    })),
    skipDuplicates: true,
    select: { frameIndex: true },
  })
  const written = new Set(scored.map(({ frameIndex }) => frameIndex))
  // Of two answers for one frame in a batch, the first was written.
  const anew = results.filter(({ index }) => written.delete(index))
  const proposed = await tx.proposal.createMany({ data: proposalRows({ ...batch, results: anew }) })
  const { count } = await tx.runVideo.updateMany({
    where: { id: runVideoId, state: { notIn: ['done', 'failed'] } },
    data: { scoredCount: { increment: scored.length }, proposalCount: { increment: proposed.count } },
  })
  if (count === 0) throw new ClipEndedError()
}

/** A transaction for every few frames would cost the database more than the frames are worth. */
const MOST_FRAMES = 16
/** Lists further apart than this are passed on separately, ms: the page then shows each result of a slow engine. */
const LONGEST_MS = 500

/** Joins short lists that arrive close together. Lists that arrived before a failure are passed on before it is raised. */
export async function* joinBatches<T>(
  lists: AsyncIterable<T[]>,
  now: () => Date,
): AsyncGenerator<T[], void, undefined> {
  let held: T[] = []
  let sinceMs = now().getTime()
  try {
    for await (const list of lists) {
      held = [...held, ...list]
      if (held.length < MOST_FRAMES && now().getTime() - sinceMs < LONGEST_MS) continue
      yield held
      held = []
      sinceMs = now().getTime()
    }
  } catch (error) {
    if (held.length > 0) yield held
    throw error
  }
  if (held.length > 0) yield held
}
