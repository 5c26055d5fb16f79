import { expect, test } from 'vitest'
import type { Mark } from './answer'
import { proposalOutcomes, type ShownProposal } from './proposal-outcomes'

const box = { x: 0.1, y: 0.2, w: 0.3, h: 0.4 }

function shown(id: string, changes: Partial<ShownProposal> = {}): ShownProposal {
  return { id, side: 'A', frameIndex: 5, labelKey: 'extra_limbs', box, ...changes }
}

function copy({ id, ...proposal }: ShownProposal, changes: Partial<Mark> = {}): Mark {
  return { ...proposal, id: `mark-${id}`, ptsUs: 0, proposalId: id, trackId: null, interpolated: false, ...changes }
}

test('[AN11] the worked example: accepted, edited, rejected, ignored', () => {
  const [p1, p2, p3, p4] = [shown('p1'), shown('p2'), shown('p3'), shown('p4')]
  const marks = [copy(p1), copy(p2, { box: { ...box, x: 0.15 } })]
  const proposals = [
    { proposalId: 'p1', outcome: 'accepted' as const },
    { proposalId: 'p3', outcome: 'rejected' as const },
  ]
  expect(proposalOutcomes({ marks, proposals }, [p1, p2, p3, p4]).map(({ outcome }) => outcome)).toEqual([
    'accepted',
    'edited',
    'rejected',
    'ignored',
  ])
})

test.each<[string, Partial<Mark>, string]>([
  ['untouched', {}, 'accepted'],
  ['rounded on the way', { box: { ...box, x: 0.1 + 1e-12 } }, 'accepted'],
  ['another label', { labelKey: 'motion_blur' }, 'edited'],
  ['another frame', { frameIndex: 6 }, 'edited'],
  ['box removed', { box: null }, 'edited'],
  ['moved by a pixel of 4K', { box: { ...box, y: 0.2 + 1 / 2160 } }, 'edited'],
])('[AN11] a copy %s', (_, changes, outcome) => {
  const proposal = shown('p')
  expect(proposalOutcomes({ marks: [copy(proposal, changes)], proposals: [] }, [proposal])).toEqual([
    { proposalId: 'p', outcome },
  ])
})

test('[AN11] a faithful copy beside a changed one is an acceptance; accepted and deleted again is a rejection', () => {
  const proposal = shown('p', { box: null })
  const changed = copy(proposal, { box })
  expect(proposalOutcomes({ marks: [changed, copy(proposal)], proposals: [] }, [proposal])).toEqual([
    { proposalId: 'p', outcome: 'accepted' },
  ])
  const decided = [{ proposalId: 'p', outcome: 'accepted' as const }]
  expect(proposalOutcomes({ marks: [], proposals: decided }, [proposal])).toEqual([
    { proposalId: 'p', outcome: 'rejected' },
  ])
})
