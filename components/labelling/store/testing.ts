import type { PairView, SideView } from '@/lib/contracts/http/labelling'
import type { ProposalView } from '@/lib/contracts/http/proposals'
import { EMPTY_SCREEN_ANSWER } from '@/lib/domain/labelling'
import { defaultTaxonomy } from '@/lib/domain/taxonomy'
import { reduceWorkspace } from './reduce-workspace'
import type { WorkspaceAction } from './workspace-action'
import { createWorkspaceState, type Setup, type WorkspaceState } from './workspace-state'

/** For tests: a pair of a 24 and a 16 frames/s clip, and ways to act on it. */
export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}

export function proposal(number: number, frameIndex: number, probability = 0.8): ProposalView {
  const box = { x: 0.1, y: 0.2, w: 0.3, h: 0.4 }
  return { id: uuid(number), frameIndex, labelKey: 'extra_limbs', box, probability, score: 2 }
}

export function sideView(number: number, frameUs: number, over: Partial<SideView> = {}): SideView {
  const ptsUs = Array.from({ length: 40 }, (_, index) => index * frameUs)
  return {
    video: {
      videoId: uuid(number),
      url: '/clip',
      contentType: 'video/mp4',
      isProxy: false,
      reducedUrl: null,
      width: 100,
      height: 50,
      ptsUs,
      durationUs: 40 * frameUs,
      filmstrip: null,
    },
    frameIndex: 0,
    proposals: [],
    scores: [],
    thresholds: { distortedScore: 3.5, high: 4 },
    ...over,
  }
}

export function pairView(over: Partial<PairView> = {}): PairView {
  return {
    kind: 'video',
    mode: 't2v',
    prompt: 'A dancer leaps',
    timestampUs: 0,
    sides: { left: sideView(901, 40_000), right: sideView(902, 60_000) },
    ...over,
  }
}

/** A state whose frames are on screen. */
export function workspace(over: Partial<Setup> = {}): WorkspaceState {
  const state = createWorkspaceState(
    {
      pair: pairView(),
      tree: defaultTaxonomy,
      asks: 'both',
      arm: 'show',
      revealed: false,
      editable: true,
      mustWatch: false,
      ...over,
    },
    EMPTY_SCREEN_ANSWER,
  )
  return { ...state, shown: { ...state.player.frames } }
}

/** Acts and lets the panels show what the player asks for. */
export function act(state: WorkspaceState, ...actions: WorkspaceAction[]): WorkspaceState {
  return actions.reduce((before, action) => {
    const after = reduceWorkspace(before, action)
    return { ...after, shown: { ...after.player.frames } }
  }, state)
}
