import { randomUUID } from 'node:crypto'
import type { AssignmentView } from '@/lib/contracts/http/labelling'
import { type Answer, EMPTY_ANSWER, type Mark, type Side } from '@/lib/domain/labelling'
import { clampBox, type Rng } from '@/lib/domain/shared'
import type { ClipTruth } from '@/scripts/generator'

/** How closely a simulated annotator follows the planted truth. */
export type Character = {
  /** Chance to overlook one planted label. */
  miss: number
  /** Chance to prefer at random. */
  whim: number
  /** Largest shift of a box edge, in fractions of the frame. */
  tremble: number
}

type Truths = ReadonlyMap<string, ClipTruth>

function marksOf({ pair }: AssignmentView, side: Side, truths: Truths, character: Character, rng: Rng): Mark[] {
  const { video, frameIndex } = pair.sides[side]
  const planted = truths.get(video.videoId)?.frames ?? []
  const middle = planted[Math.floor(planted.length / 2)]
  const frame = pair.kind === 'frame' ? planted.find(({ index }) => index === frameIndex) : middle
  const jitter = () => (rng.next() - 0.5) * 2 * character.tremble
  return (frame?.labels ?? []).flatMap(({ key, box }) =>
    rng.next() < character.miss
      ? []
      : [
          {
            id: randomUUID(),
            side,
            frameIndex: frame?.index ?? frameIndex,
            ptsUs: video.ptsUs[frame?.index ?? frameIndex] ?? 0,
            labelKey: key,
            box: clampBox({ x: box.x + jitter(), y: box.y + jitter(), w: box.w + jitter(), h: box.h + jitter() }, 0.02),
            proposalId: null,
            trackId: null,
            interpolated: false,
          },
        ],
  )
}

/** What a simulated annotator says of a pair: the planted truth, seen with that person's eyes. */
export function simulatedAnswer(assignment: AssignmentView, truths: Truths, character: Character, rng: Rng): Answer {
  const { pair } = assignment
  const sides = ['A', 'B'] as const
  const [marksA = [], marksB = []] = sides.map((side) => marksOf(assignment, side, truths, character, rng))
  const marks = [...marksA, ...marksB]
  const clean = sides
    .filter((side) => !marks.some((mark) => mark.side === side))
    .map((side) => ({ side, frameIndex: pair.kind === 'frame' ? pair.sides[side].frameIndex : null }))
  const seen =
    marksA.length === marksB.length
      ? marks.length === 0
        ? 'tie_good'
        : 'tie_bad'
      : marksA.length < marksB.length
        ? 'A'
        : 'B'
  const options = ['A', 'B', 'tie_good', 'tie_bad'] as const
  const preference = rng.next() < character.whim ? (options[rng.int(4)] ?? seen) : seen
  return { ...EMPTY_ANSWER, preference, marks, clean }
}
