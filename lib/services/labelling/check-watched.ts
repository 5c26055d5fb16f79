import {
  asksAttribution,
  onScreen,
  type Seen,
  type Side,
  suspectFrames,
  visibleArm,
  watchProblems,
} from '@/lib/domain/labelling'
import { flattenLabels } from '@/lib/domain/taxonomy'
import type { Tx } from '@/lib/platform/db'
import { invalid } from '@/lib/platform/errors'
import { treeOf } from '@/lib/services/taxonomy'
import type { AnsweredUnder } from './check-answer'
import { ANSWERED_PAIR_SELECT, ptsUsOf } from './pair-rows'
import { loadShownWork } from './shown-work'

/**
 * Refuses an answer to clips that were not watched, in a project that requires it.
 * @throws AppError invalid `not-watched`, naming what to look at
 * Source: docs/spec/watched.md
 */
export async function checkWatched(tx: Tx, under: AnsweredUnder, seen: Seen): Promise<void> {
  const { asks, pair } = await tx.task.findUniqueOrThrow({
    where: { id: under.taskId },
    select: { asks: true, pair: { select: ANSWERED_PAIR_SELECT } },
  })
  const tree = treeOf(await tx.taxonomyVersion.findUniqueOrThrow({ where: { id: under.taxonomyVersionId } }))
  const labelKeys = new Set(flattenLabels(tree).map(({ key }) => key))
  const shown = await loadShownWork(tx, pair, { arm: visibleArm(under), asOf: under.claimedAt, labelKeys })
  const sideOf = (side: Side) => ({
    frameIndex: side === 'A' ? pair.frameIndexA : pair.frameIndexB,
    frames: ptsUsOf(side === 'A' ? pair.videoA : pair.videoB).length,
    suspects: asksAttribution(asks) ? suspectFrames(shown[side]) : [],
  })
  const sides = onScreen({ A: sideOf('A'), B: sideOf('B') }, under.leftSide)
  const problems = watchProblems(onScreen(seen, under.leftSide), { kind: pair.kind, sides })
  if (problems.length === 0) return
  const list = problems.map(({ message }) => message).join(' ')
  throw invalid('not-watched', `This project requires that clips are watched before they are answered. ${list}`)
}
