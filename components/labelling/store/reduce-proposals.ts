import type { ProposalView } from '@/lib/contracts/http/proposals'
import type { ScreenMark, ScreenSide } from '@/lib/domain/labelling'
import { acceptProposal, changeMark, toggleRejected } from './answer-edits'
import { currentProposal, openProposals, timesOf } from './selectors'
import { applyEdit, labelName, placeOf, withNotice } from './steps'
import { frameId } from './track-edits'
import { frameOf, type WorkspaceState } from './workspace-state'

/** Copies a proposal; the next open one of the frame is then selected, so that keys go on without a pointer. */
export function accept(state: WorkspaceState, proposalId: string | null, id: string): WorkspaceState {
  const chosen = chosenProposal(state, proposalId)
  if (!chosen) return withNotice(state, 'no-proposal')
  const { side, proposal } = chosen
  if (!state.task.labels.has(proposal.labelKey)) return withNotice(state, 'unknown-label', { label: proposal.labelKey })
  const answer = acceptProposal(state.answer, proposal, placeOf(state, side, id, proposal.frameIndex))
  const next = applyEdit(state, answer)
  return announceDecision({ ...next, selectedId: nextOpen(next, side) ?? id }, 'accepted', side, proposal.labelKey)
}

/** Copies every open proposal of the focused frame whose label the taxonomy has; one step of undo. */
export function acceptAll(state: WorkspaceState, id: string): WorkspaceState {
  const side = state.player.focus
  const open = openProposals(state, side, frameOf(state, side)).filter(({ labelKey }) =>
    state.task.labels.has(labelKey),
  )
  if (open.length === 0) return withNotice(state, 'no-proposal')
  const answer = open.reduce(
    (sum, proposal, at) => acceptProposal(sum, proposal, placeOf(state, side, frameId(id, at), proposal.frameIndex)),
    state.answer,
  )
  return withNotice({ ...applyEdit(state, answer), selectedId: null }, 'accepted-all', { count: open.length })
}

/** Moving, resizing or relabelling a proposal accepts it as changed; one step of undo. */
export function acceptChanged(
  state: WorkspaceState,
  proposalId: string,
  id: string,
  change: Partial<Pick<ScreenMark, 'box' | 'labelKey'>>,
): WorkspaceState {
  const chosen = chosenProposal(state, proposalId)
  if (!chosen || chosen.proposal.id !== proposalId) return withNotice(state, 'no-mark')
  const { side, proposal } = chosen
  const labelKey = change.labelKey ?? proposal.labelKey
  if (!state.task.labels.has(labelKey)) return withNotice(state, 'unknown-label', { label: labelKey })
  const copied = acceptProposal(state.answer, proposal, placeOf(state, side, id, proposal.frameIndex))
  return { ...applyEdit(state, changeMark(copied, id, change, timesOf(state)), `nudge:${id}`), selectedId: id }
}

export function reject(state: WorkspaceState, proposalId: string | null): WorkspaceState {
  const chosen = chosenProposal(state, proposalId)
  if (!chosen) return withNotice(state, 'no-proposal')
  const { side, proposal } = chosen
  const next = applyEdit(state, toggleRejected(state.answer, proposal.id))
  return announceDecision({ ...next, selectedId: nextOpen(next, side) }, 'rejected', side, proposal.labelKey)
}

/** The proposal with this id, else the one that the keys speak of; none that was copied already. */
function chosenProposal(state: WorkspaceState, id: string | null): { side: ScreenSide; proposal: ProposalView } | null {
  const chosen = currentProposal(id ? { ...state, selectedId: id } : state)
  const copied = state.answer.marks.some(({ proposalId }) => proposalId === chosen?.proposal.id)
  return copied ? null : chosen
}

function nextOpen(state: WorkspaceState, side: ScreenSide): string | null {
  return openProposals(state, side, frameOf(state, side))[0]?.id ?? null
}

function announceDecision(
  state: WorkspaceState,
  code: 'accepted' | 'rejected',
  side: ScreenSide,
  labelKey: string,
): WorkspaceState {
  const label = labelName(state, labelKey)
  const left = openProposals(state, side, frameOf(state, side)).length
  return withNotice(state, code, { label, left })
}
