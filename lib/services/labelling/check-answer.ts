import {
  type Answer,
  type AnswerTask,
  type Arm,
  type Asks,
  answerProblems,
  onScreen,
  type ProposalOutcome,
  proposalOutcomes,
  type ShownProposal,
  SIDES,
  type Side,
  toScreenAnswer,
  visibleArm,
} from '@/lib/domain/labelling'
import { flattenLabels, type TaxonomyTree } from '@/lib/domain/taxonomy'
import type { Tx } from '@/lib/platform/db'
import { invalid } from '@/lib/platform/errors'
import { treeOf } from '@/lib/services/taxonomy'
import { ANSWERED_PAIR_SELECT, type AnsweredPairRow, ptsUsOf } from './pair-rows'
import { loadShownProposals, toProposalView } from './shown-work'

/** The assignment under which an answer is given. */
export type AnsweredUnder = {
  taxonomyVersionId: string
  leftSide: Side
  arm: Arm
  revealedAt: Date | null
  claimedAt: Date
  taskId: string
}

type TaskRow = { asks: Asks; pair: AnsweredPairRow }

const MOST_NAMED = 5

function videoIdOf(pair: AnsweredPairRow, side: Side): string {
  return side === 'A' ? pair.videoA.id : pair.videoB.id
}

/** Proposals of the pair's clips that the answer names, of any run: a draft may be older than the newest run. */
async function loadNamed(tx: Tx, pair: AnsweredPairRow, { marks, proposals }: Answer): Promise<ShownProposal[]> {
  const named = [...marks.flatMap(({ proposalId }) => proposalId ?? []), ...proposals.map((one) => one.proposalId)]
  if (named.length === 0) return []
  const videoId = { in: SIDES.map((side) => videoIdOf(pair, side)) }
  const rows = await tx.proposal.findMany({ where: { id: { in: [...new Set(named)] }, videoId } })
  return rows.map((row) => ({ ...toProposalView(row), side: row.videoId === pair.videoA.id ? 'A' : 'B' }))
}

function toAnswerTask(
  { asks, pair }: TaskRow,
  tree: TaxonomyTree,
  { leftSide }: AnsweredUnder,
  known: readonly ShownProposal[],
): AnswerTask {
  const labels = new Map(flattenLabels(tree).map(({ key, name, spatial }) => [key, { name, needsBox: spatial }]))
  const sideOf = (side: Side) => ({
    frameIndex: side === 'A' ? pair.frameIndexA : pair.frameIndexB,
    ptsUs: ptsUsOf(side === 'A' ? pair.videoA : pair.videoB),
    proposalIds: new Set(known.filter((proposal) => proposal.side === side).map(({ id }) => id)),
  })
  return { kind: pair.kind, asks, sides: onScreen({ A: sideOf('A'), B: sideOf('B') }, leftSide), labels }
}

/**
 * Refuses an answer that is not complete under the rules of its task.
 * @returns what became of the proposals that the person saw
 * @throws AppError invalid `answer-incomplete`, naming what is missing
 */
export async function checkAnswer(tx: Tx, under: AnsweredUnder, answer: Answer): Promise<ProposalOutcome[]> {
  const task = await tx.task.findUniqueOrThrow({
    where: { id: under.taskId },
    select: { asks: true, pair: { select: ANSWERED_PAIR_SELECT } },
  })
  const tree = treeOf(await tx.taxonomyVersion.findUniqueOrThrow({ where: { id: under.taxonomyVersionId } }))
  const labelKeys = new Set(flattenLabels(tree).map(({ key }) => key))
  const { pair } = task
  const arm = visibleArm(under)
  const shown = await loadShownProposals(tx, pair, { arm, asOf: under.claimedAt, labelKeys })
  const seen = new Set(shown.map(({ id }) => id))
  // If nothing is shown, no name is valid: accepting one would reveal that the model has a proposal.
  const named = arm === 'hide' ? [] : await loadNamed(tx, pair, answer)
  const known = [...shown, ...named.filter(({ id }) => !seen.has(id))]
  const problems = answerProblems(toScreenAnswer(answer, under.leftSide), toAnswerTask(task, tree, under, known))
  if (problems.length > 0) {
    const more = problems.length > MOST_NAMED ? ` And ${problems.length - MOST_NAMED} more.` : ''
    const list = problems.slice(0, MOST_NAMED).map(({ message }) => message)
    throw invalid('answer-incomplete', `The answer is not complete. ${list.join(' ')}${more}`)
  }
  return proposalOutcomes(answer, known)
}
