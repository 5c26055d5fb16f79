import { randomUUID } from 'node:crypto'
import type { ClipTruth } from '@/demo-clips'
import type { AssignmentView } from '@/lib/contracts/http/labelling'
import {
  EMPTY_SCREEN_ANSWER,
  SCREEN_SIDES,
  type ScreenAnswer,
  type ScreenMark,
  type ScreenSide,
} from '@/lib/domain/labelling'
import { clampBox, type Rng } from '@/lib/domain/shared'

/** How closely a simulated annotator follows the planted truth. */
export type Character = {
  /** Chance to overlook one planted label. */
  miss: number
  /** Chance to prefer at random. */
  whim: number
  /** Largest shift of a box edge, in fractions of the frame. */
  tremble: number
  /** Chance to take over a shown proposal that the truth does not have. */
  follow: number
}

/** A label that a proposal points at is overlooked this much less often. */
const POINTED_AT = 0.3

/** The planted truth of a clip, by what the person is shown instead of its id. */
export type Truths = (clip: string) => ClipTruth | undefined

type Seen = Pick<ScreenMark, 'frameIndex' | 'labelKey' | 'box' | 'proposalId'>

/** Labels of the planted truth that the person notices, more of them where the screen points at them. */
function noticed({ pair }: AssignmentView, side: ScreenSide, truths: Truths, character: Character, rng: Rng): Seen[] {
  const { video, frameIndex, proposals } = pair.sides[side]
  const planted = truths(video.videoId)?.frames ?? []
  const middle = planted[Math.floor(planted.length / 2)]
  const frame = pair.kind === 'frame' ? planted.find(({ index }) => index === frameIndex) : middle
  const jitter = () => (rng.next() - 0.5) * 2 * character.tremble
  return (frame?.labels ?? []).flatMap(({ key, box }) => {
    const isPointedAt = proposals.some(({ labelKey }) => labelKey === key)
    if (rng.next() < character.miss * (isPointedAt ? POINTED_AT : 1)) return []
    const drawn = clampBox({ x: box.x + jitter(), y: box.y + jitter(), w: box.w + jitter(), h: box.h + jitter() }, 0.02)
    return [{ frameIndex: frame?.index ?? frameIndex, labelKey: key, box: drawn, proposalId: null }]
  })
}

/** Proposals that the person takes over although nothing was planted there. */
function followed(
  { pair }: AssignmentView,
  side: ScreenSide,
  own: readonly Seen[],
  character: Character,
  rng: Rng,
): Seen[] {
  const { proposals, frameIndex } = pair.sides[side]
  return proposals
    .filter(({ labelKey, box }) => box !== null && !own.some((mark) => mark.labelKey === labelKey))
    .filter((proposal) => pair.kind === 'video' || proposal.frameIndex === frameIndex)
    .filter((proposal, place, all) => all.findIndex(({ labelKey }) => labelKey === proposal.labelKey) === place)
    .filter(() => rng.next() < character.follow)
    .map(({ id, frameIndex: at, labelKey, box }) => ({ frameIndex: at, labelKey, box, proposalId: id }))
}

function marksOf(
  assignment: AssignmentView,
  side: ScreenSide,
  truths: Truths,
  character: Character,
  rng: Rng,
): ScreenMark[] {
  const { ptsUs } = assignment.pair.sides[side].video
  const own = noticed(assignment, side, truths, character, rng)
  return [...own, ...followed(assignment, side, own, character, rng)].map((seen) => ({
    ...seen,
    id: randomUUID(),
    side,
    ptsUs: ptsUs[seen.frameIndex] ?? 0,
    trackId: null,
    interpolated: false,
  }))
}

/**
 * A simulated annotator's answer to a pair: the known distortions, with that person's errors, and influenced by what
 * the screen shows.
 */
export function simulatedAnswer(
  assignment: AssignmentView,
  truths: Truths,
  character: Character,
  rng: Rng,
): ScreenAnswer {
  const { pair } = assignment
  const [left = [], right = []] = SCREEN_SIDES.map((side) => marksOf(assignment, side, truths, character, rng))
  const marks = [...left, ...right]
  const clean = SCREEN_SIDES.filter((side) => !marks.some((mark) => mark.side === side)).map((side) => ({
    side,
    frameIndex: pair.kind === 'frame' ? pair.sides[side].frameIndex : null,
  }))
  const seen =
    left.length === right.length
      ? marks.length === 0
        ? 'tie_good'
        : 'tie_bad'
      : left.length < right.length
        ? 'left'
        : 'right'
  const options = ['left', 'right', 'tie_good', 'tie_bad'] as const
  const preference = rng.next() < character.whim ? (options[rng.int(4)] ?? seen) : seen
  const proposals = marks.flatMap(({ proposalId }) =>
    proposalId ? [{ proposalId, outcome: 'accepted' as const }] : [],
  )
  return { ...EMPTY_SCREEN_ANSWER, preference, marks, clean, proposals }
}
