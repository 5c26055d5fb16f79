import { AS_IS, createPlayerState, createStillState, type PlayerState, type ViewState } from '@/components/player/store'
import type { PairView, SideView } from '@/lib/contracts/http/labelling'
import {
  type AnswerHint,
  type AnswerTask,
  type Arm,
  type Asks,
  asksAttribution,
  NO_SCREEN_WORK,
  type ScreenAnswer,
  type ScreenSeen,
  type ScreenSide,
} from '@/lib/domain/labelling'
import { flattenLabels, type TaxonomyLabel, type TaxonomyTree } from '@/lib/domain/taxonomy'
import { NOT_WATCHING, type Watching } from './seen'

export type FrameOrigin = 'browser' | 'server' | 'video'

/** What does not change while a pair is on screen. */
export type Setup = {
  pair: PairView
  tree: TaxonomyTree
  asks: Asks
  arm: Arm
  /** Of an arm that reveals: whether the server has the first answer. */
  revealed: boolean
  editable: boolean
  /** Whether both clips, or every suspect frame, must have been on screen before submitting. */
  mustWatch: boolean
}

/** A short word on what just happened or why a key did nothing; `seq` tells two equal ones apart. */
export type Notice = { code: NoticeCode; values: Record<string, string | number>; seq: number }
export type NoticeCode =
  | 'draw-box'
  | 'no-frame'
  | 'pick-label'
  | 'clean-marked'
  | 'no-proposal'
  | 'unknown-label'
  | 'no-suspect'
  | 'no-mark'
  | 'selected'
  | 'box-at'
  | 'strength'
  | 'look-first'
  | 'range-marked'
  | 'box-placed'
  | 'boxes-hidden'
  | 'boxes-shown'
  | 'accepted'
  | 'accepted-all'
  | 'rejected'
  | 'deleted'
  | 'track-deleted'
  | 'now-between'
  | 'track-cut'
  | 'carried'
  | 'already-there'
  | 'last-frame'
  | 'video-only'
  | 'prefer-first'
  | 'too-many'
  | 'nothing-to-undo'
  | 'nothing-to-redo'

/** A label key that is held: from which frame it paints, and the answer with and without its first mark. */
export type Painting = {
  labelKey: string
  side: ScreenSide
  id: string
  from: number
  to: number
  before: ScreenAnswer
  pressed: ScreenAnswer
}

export type WorkspaceState = {
  setup: Setup
  labels: readonly TaxonomyLabel[]
  task: AnswerTask
  player: PlayerState
  view: ViewState
  /** The frame each side really shows; marks and boxes belong to it. */
  shown: Record<ScreenSide, number | null>
  /** Who decoded what is shown. */
  origins: Record<ScreenSide, FrameOrigin | null>
  /** Frames that were on screen, in earlier tabs too. */
  seen: ScreenSeen
  watching: Watching
  answer: ScreenAnswer
  past: readonly ScreenAnswer[]
  future: readonly ScreenAnswer[]
  /** Edits of the same kind in a row are one step of undo. */
  lastEdit: string | null
  /** A mark or a proposal. */
  selectedId: string | null
  /** The mark that was selected last, as long as it exists. */
  lastMarkId: string | null
  activeLabel: string | null
  painting: Painting | null
  boxesHidden: boolean
  /** Whether submitting was tried: from then on what is missing is shown. */
  attempted: boolean
  /** What is asked before submitting; asked once per answer. */
  hint: AnswerHint | null
  hintAsked: boolean
  notice: Notice | null
}

export function createWorkspaceState(
  setup: Setup,
  answer: ScreenAnswer,
  seen: ScreenSeen = NO_SCREEN_WORK.seen,
): WorkspaceState {
  const { pair, tree, asks } = setup
  const { left, right } = pair.sides
  const clips = { left: left.video, right: right.video }
  const labels = flattenLabels(tree)
  return {
    setup,
    labels,
    task: {
      kind: pair.kind,
      asks,
      sides: { left: answerSide(left), right: answerSide(right) },
      labels: new Map(labels.map(({ key, name, spatial }) => [key, { name, needsBox: spatial }])),
    },
    player:
      pair.kind === 'frame'
        ? createStillState(clips, 'left', { left: left.frameIndex, right: right.frameIndex }, pair.timestampUs)
        : createPlayerState(clips, 'left'),
    view: AS_IS,
    shown: { left: null, right: null },
    origins: { left: null, right: null },
    seen,
    watching: NOT_WATCHING,
    answer,
    past: [],
    future: [],
    lastEdit: null,
    selectedId: null,
    lastMarkId: null,
    activeLabel: null,
    painting: null,
    boxesHidden: false,
    attempted: false,
    hint: null,
    hintAsked: false,
    notice: null,
  }
}

/** The same pair with what the model says of it; clips and frames stay as they are. */
export function revealModel(state: WorkspaceState, { sides: { left, right } }: PairView): WorkspaceState {
  if (state.setup.revealed) return state
  const { pair } = state.setup
  const withOpinion = (before: SideView, { proposals, scores, thresholds }: SideView) => ({
    ...before,
    proposals,
    scores,
    thresholds,
  })
  const sides = { left: withOpinion(pair.sides.left, left), right: withOpinion(pair.sides.right, right) }
  return {
    ...state,
    setup: { ...state.setup, revealed: true, pair: { ...pair, sides } },
    task: { ...state.task, sides: { left: answerSide(sides.left), right: answerSide(sides.right) } },
    attempted: false,
  }
}

export function wantsAttribution({ setup }: Pick<WorkspaceState, 'setup'>): boolean {
  return asksAttribution(setup.asks)
}

/** The frame that marks on this side belong to: the one on screen. */
export function frameOf({ shown, player }: Pick<WorkspaceState, 'shown' | 'player'>, side: ScreenSide): number {
  return shown[side] ?? player.frames[side]
}

/** What "no distortion" is said of: the frame of a frame pair, else the whole clip (null). */
export function cleanScope({ setup }: Pick<WorkspaceState, 'setup'>, side: ScreenSide): number | null {
  return setup.pair.kind === 'frame' ? setup.pair.sides[side].frameIndex : null
}

function answerSide({ video, frameIndex, proposals }: SideView) {
  return {
    frameIndex,
    ptsUs: video.ptsUs,
    proposalIds: new Set(proposals.map(({ id }) => id)),
  }
}
