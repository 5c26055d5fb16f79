import { rebuildTrack, type ScreenMark, type ScreenSide } from '@/lib/domain/labelling'
import type { Box } from '@/lib/domain/shared'
import { derivedId } from './ids'
import { indexOf, trackOf } from './mark-index'

/** Presentation time in µs of every source frame of each side. */
export type Times = Record<ScreenSide, readonly number[]>

/** Lifts the id of the second half of a cut track out of the range of ids made for frames. */
const CUT = 2 ** 40

/** The id of a mark that is made on a frame together with others. */
export function frameId(id: string, frameIndex: number): string {
  return derivedId(id, frameIndex + 1)
}

/** Computes anew what lies between the keyframes of a track. */
function rebuild(marks: readonly ScreenMark[], trackId: string | null, times: Times, id: string): ScreenMark[] {
  const side = trackId === null ? undefined : indexOf(marks).byTrack.get(trackId)?.[0]?.side
  if (trackId === null || side === undefined) return [...marks]
  return rebuildTrack(marks, { trackId, ptsUs: times[side], newId: (frameIndex) => frameId(id, frameIndex) })
}

/** Gives a mark a box. A computed one becomes a keyframe; boxes that its track still waits for are the same one. */
export function setBox(marks: readonly ScreenMark[], mark: ScreenMark, box: Box, times: Times): ScreenMark[] {
  const waits = mark.box === null
  const changed = marks.map((other) => {
    if (other.id === mark.id) return { ...other, box, interpolated: false }
    const shares = waits && mark.trackId !== null && other.trackId === mark.trackId && !other.interpolated
    return shares ? { ...other, box } : other
  })
  return rebuild(changed, mark.trackId, times, mark.id)
}

/** A track is one thing: its marks have one label. */
export function setLabel(marks: readonly ScreenMark[], mark: ScreenMark, labelKey: string): ScreenMark[] {
  return marks.map((other) =>
    other.id === mark.id || (mark.trackId !== null && other.trackId === mark.trackId) ? { ...other, labelKey } : other,
  )
}

/**
 * Takes a mark off its frame. An inner keyframe becomes computed; an end hands its part to its neighbour; a computed mark cuts
 * its track in two, whose other boxes stay where they are.
 * Source: docs/spec/marking.md [MA6]–[MA8]
 */
export function removeMark(marks: readonly ScreenMark[], mark: ScreenMark, times: Times): ScreenMark[] {
  const track = trackOf(marks, mark)
  const place = track.indexOf(mark)
  const before = track[place - 1]
  const after = track[place + 1]
  if (before && after && !mark.interpolated) {
    const loosened = marks.map((other) => (other === mark ? { ...mark, interpolated: true } : other))
    return rebuild(loosened, mark.trackId, times, mark.id)
  }
  const second = before && after ? derivedId(mark.id, CUT) : mark.trackId
  return marks
    .filter((other) => other !== mark)
    .map((other) => {
      if (mark.trackId === null || other.trackId !== mark.trackId) return other
      const keyframe = other === before || other === after
      const trackId = other.frameIndex > mark.frameIndex ? second : other.trackId
      return { ...other, trackId, interpolated: other.interpolated && !keyframe }
    })
}

/** Carries a mark to another frame of its side; what lies between is computed. The mark there is a keyframe with the given id. */
export function carryMark(
  marks: readonly ScreenMark[],
  from: ScreenMark,
  frameIndex: number,
  times: Times,
  id: string,
): ScreenMark[] {
  const track = trackOf(marks, from)
  const there = track.find((mark) => mark.frameIndex === frameIndex)
  if (there) {
    const changed = marks.map((mark) => (mark === there ? { ...there, box: from.box, interpolated: false } : mark))
    return rebuild(changed, from.trackId, times, id)
  }
  const trackId = from.trackId ?? id
  const ptsUs = times[from.side][frameIndex] ?? 0
  const mark = { ...from, id, frameIndex, ptsUs, proposalId: null, interpolated: false, trackId }
  const tracked = marks.map((other) => (other === from ? { ...from, trackId } : other))
  return rebuild([...tracked, mark], trackId, times, id)
}

export type Range = { side: ScreenSide; labelKey: string; from: number; to: number; id: string }

/**
 * Marks every frame of a range. What already waits there with the same label joins, so that a range is carried on.
 * Source: docs/spec/marking.md [MA1]–[MA3]
 */
export function paintRange(marks: readonly ScreenMark[], range: Range, times: Times): ScreenMark[] {
  const { side, labelKey, id } = range
  const boxless = indexOf(marks).bySide[side].filter((mark) => mark.box === null && mark.labelKey === labelKey)
  const touched = boxless.filter(({ frameIndex }) => range.from <= frameIndex && frameIndex <= range.to)
  const tracks = new Set(touched.map(({ trackId }) => trackId).filter((trackId) => trackId !== null))
  const joined = boxless.filter((mark) => touched.includes(mark) || tracks.has(mark.trackId ?? ''))
  const from = Math.min(range.from, ...joined.map(({ frameIndex }) => frameIndex))
  const to = Math.max(range.to, ...joined.map(({ frameIndex }) => frameIndex))
  const trackId = from === to ? null : id
  const copies = joined.filter(({ proposalId }) => proposalId !== null).map((mark) => ({ ...mark, trackId }))
  const ends = [...new Set([from, to])]
    .filter((frameIndex) => !copies.some((mark) => mark.frameIndex === frameIndex))
    .map((frameIndex) => ({
      id: joined.find((mark) => mark.frameIndex === frameIndex)?.id ?? frameId(id, frameIndex),
      side,
      frameIndex,
      ptsUs: times[side][frameIndex] ?? 0,
      labelKey,
      box: null,
      proposalId: null,
      trackId,
      interpolated: false,
    }))
  const rest = marks.filter((mark) => !joined.includes(mark))
  return rebuild([...rest, ...copies, ...ends], trackId, times, id)
}
