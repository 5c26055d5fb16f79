import { sum } from '@/lib/domain/shared'
import { consensusBoxes, type OwnedBox, toCorners } from './box-consensus'
import type { FrameGold, GoldBox, ReleaseLabel } from './canonical'
import type { FrameVoter, FrameVoterList } from './frame-answers'
import { pseudoScore } from './pseudo-score'

export type FrameOutcome =
  | { state: 'agreed'; gold: FrameGold }
  | { state: 'undecided' }
  | { state: 'unanswered' }
  | { state: 'missing-box'; label: string }

/**
 * What the annotators agree on for one frame.
 * @param labels the release's taxonomy, in order; a mark with any other key is an error of the caller
 * @throws RangeError on a label that the taxonomy does not have
 * Source: docs/spec/export.md [EX4] [EX5] [EX7] [EX10] [EX11]
 */
export function frameConsensus(
  frameId: string,
  { originals, adjudications }: FrameVoterList,
  { labels, seed }: { labels: readonly ReleaseLabel[]; seed: string },
): FrameOutcome {
  const adjudicated = adjudications.length > 0
  const voters = adjudicated ? adjudications : originals
  if (voters.length === 0) return { state: 'unanswered' }
  assertKnown(frameId, voters, labels)

  const agreementByLabel: Record<string, number> = {}
  const agreed: ReleaseLabel[] = []
  for (const label of labels) {
    const named = voters.filter((voter) => names(voter, label.key)).length
    if (named === 0) continue
    if (named * 2 > voters.length) agreed.push(label)
    agreementByLabel[label.key] = Math.max(named, voters.length - named) / voters.length
  }
  const clean = sum(voters.map((voter) => (voter.marks.length === 0 ? 1 : 0)))
  if (agreed.length === 0 && clean * 2 <= voters.length) return { state: 'undecided' }

  const boxes: GoldBox[] = []
  for (const label of agreed) {
    const found = labelBoxes(voters, label.key)
    if (label.spatial && found.length === 0) return { state: 'missing-box', label: label.key }
    boxes.push(...found)
  }
  const gold: FrameGold = {
    labels: agreed.map((label) => label.key),
    boxes,
    pseudoScore: pseudoScore(seed, frameId, agreed.length),
    annotatorCount: voters.length,
    agreement: Math.min(1, ...Object.values(agreementByLabel)),
    agreementByLabel,
    adjudicated,
  }
  return { state: 'agreed', gold }
}

function labelBoxes(voters: readonly FrameVoter[], label: string): GoldBox[] {
  const owned: OwnedBox[] = voters.flatMap(({ annotatorId, marks }) =>
    marks.flatMap(({ labelKey, box }) => (labelKey === label && box ? [{ annotatorId, box }] : [])),
  )
  const count = voters.filter((voter) => names(voter, label)).length
  return consensusBoxes(owned, count).map((box) => ({ label, xyxyNorm: toCorners(box) }))
}

function names(voter: FrameVoter, label: string): boolean {
  return voter.marks.some((mark) => mark.labelKey === label)
}

function assertKnown(frameId: string, voters: readonly FrameVoter[], labels: readonly ReleaseLabel[]): void {
  const known = new Set(labels.map((label) => label.key))
  for (const { labelKey } of voters.flatMap((voter) => voter.marks)) {
    if (known.has(labelKey)) continue
    throw new RangeError(
      `Frame ${frameId} carries the label "${labelKey}", which this release's taxonomy does not have; ` +
        'map old labels to the release version first.',
    )
  }
}
