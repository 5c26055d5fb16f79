import { reducePlayer } from '@/components/player/store'
import {
  type AnswerProblem,
  answerHint,
  type ScreenSeen,
  type ScreenSide,
  suspectFrames,
  type WatchTask,
  watchProblems,
} from '@/lib/domain/labelling'
import { countSeen } from './seen'
import { missing, modelVisible } from './selectors'
import { withNotice } from './steps'
import type { Setup, WorkspaceState } from './workspace-state'

/**
 * Submitting was tried: says what is missing and goes to the first frame that keeps the answer from being complete; then asks,
 * once, about what its author may not have meant.
 */
export function attemptSubmit(state: WorkspaceState): WorkspaceState {
  const tried = { ...state, attempted: true, hint: null }
  const problem = barriers(state).find(({ side, frameIndex }) => side !== null && frameIndex !== null)
  if (problem?.side && problem.frameIndex !== null) {
    const focused = reducePlayer(state.player, { type: 'focus', side: problem.side })
    const player = reducePlayer(focused, { type: 'seek-frame', side: problem.side, index: problem.frameIndex })
    const there = { ...tried, player, selectedId: problem.markId ?? state.selectedId }
    return problem.rule.startsWith('WA') ? withNotice(there, 'look-first') : there
  }
  if (state.hintAsked || barriers(state).length > 0) return tried
  const hint = answerHint(state.answer, state.task)
  return { ...tried, hint, hintAsked: hint !== null }
}

/** Whether the answer may go: nothing is missing, enough was watched, and nothing is being asked. */
export function maySubmit(state: WorkspaceState): boolean {
  return barriers(state).length === 0 && state.hint === null
}

/** What keeps the answer from being submitted: what is missing in it, then what was not looked at. */
export function barriers(state: WorkspaceState): AnswerProblem[] {
  return [...missing(state), ...unwatched(state)]
}

type Watched = Pick<WorkspaceState, 'setup' | 'seen'>
const found = new WeakMap<WatchTask, { seen: ScreenSeen; problems: AnswerProblem[] }>()

/** What has to be looked at before the answer counts; the same array as long as nothing new was seen. */
export function unwatched(state: Watched): AnswerProblem[] {
  const { setup, seen } = state
  if (!setup.mustWatch) return NOTHING
  const task = watchTask(state)
  const known = found.get(task)
  if (known?.seen === seen) return known.problems
  const problems = watchProblems(seen, task)
  found.set(task, { seen, problems })
  return problems
}

const NOTHING: AnswerProblem[] = []
const tasks = { hidden: new WeakMap<Setup, WatchTask>(), visible: new WeakMap<Setup, WatchTask>() }

/** Frames that the model suspects are none as long as its opinion is hidden. Source: docs/spec/watched.md [WA2] */
function watchTask(state: Watched): WatchTask {
  const { setup } = state
  const visible = modelVisible(state)
  const cache = tasks[visible ? 'visible' : 'hidden']
  const known = cache.get(setup)
  if (known) return known
  const sideOf = (side: ScreenSide) => {
    const { video, frameIndex, proposals, scores, thresholds } = setup.pair.sides[side]
    return {
      frameIndex,
      frames: video.ptsUs.length,
      suspects: visible ? suspectFrames({ proposals, scores, thresholds }) : [],
    }
  }
  const task = { kind: setup.pair.kind, sides: { left: sideOf('left'), right: sideOf('right') } }
  cache.set(setup, task)
  return task
}

/** How much of each side was on screen, in whole percent (100 only for all of it), and its suspect frames that were not. */
export function watchProgress(state: Watched) {
  const { seen } = state
  const { sides } = watchTask(state)
  const of = (side: ScreenSide) => {
    const { frames, suspects } = sides[side]
    const unseen = suspects.filter((index) => !seen[side].some(([from, to]) => from <= index && index <= to))
    return { percent: Math.floor((countSeen(seen[side]) / frames) * 100), suspects: unseen.length }
  }
  return { left: of('left'), right: of('right') }
}
