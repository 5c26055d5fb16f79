import type { ScreenMark, ScreenSide } from '@/lib/domain/labelling'

/** The marks of an answer by what a screen asks for; made once for each list of marks, so that a tick of the clock looks up. */
export type MarkIndex = {
  byId: ReadonlyMap<string, ScreenMark>
  byFrame: Record<ScreenSide, ReadonlyMap<number, readonly ScreenMark[]>>
  bySide: Record<ScreenSide, readonly ScreenMark[]>
  /** In order of frames. */
  byTrack: ReadonlyMap<string, readonly ScreenMark[]>
  /** Frames that each label marks on each side. */
  framesOf: ReadonlyMap<string, Record<ScreenSide, number>>
}

const NONE: readonly ScreenMark[] = []
const made = new WeakMap<readonly ScreenMark[], MarkIndex>()

export function indexOf(marks: readonly ScreenMark[]): MarkIndex {
  const known = made.get(marks)
  if (known) return known
  const index = makeIndex(marks)
  made.set(marks, index)
  return index
}

/** The marks of one frame; the same array as long as no mark changes. */
export function marksAt(marks: readonly ScreenMark[], side: ScreenSide, frameIndex: number): readonly ScreenMark[] {
  return indexOf(marks).byFrame[side].get(frameIndex) ?? NONE
}

export function trackOf(marks: readonly ScreenMark[], { trackId }: Pick<ScreenMark, 'trackId'>): readonly ScreenMark[] {
  return trackId === null ? NONE : (indexOf(marks).byTrack.get(trackId) ?? NONE)
}

function makeIndex(marks: readonly ScreenMark[]): MarkIndex {
  const byFrame = { left: new Map<number, ScreenMark[]>(), right: new Map<number, ScreenMark[]>() }
  const byTrack = new Map<string, ScreenMark[]>()
  const frames = new Map<string, Record<ScreenSide, Set<number>>>()
  for (const mark of marks) {
    push(byFrame[mark.side], mark.frameIndex, mark)
    if (mark.trackId !== null) push(byTrack, mark.trackId, mark)
    const label = frames.get(mark.labelKey) ?? { left: new Set(), right: new Set() }
    label[mark.side].add(mark.frameIndex)
    frames.set(mark.labelKey, label)
  }
  for (const track of byTrack.values()) track.sort((a, b) => a.frameIndex - b.frameIndex)
  return {
    byId: new Map(marks.map((mark) => [mark.id, mark])),
    byFrame,
    bySide: { left: marks.filter(({ side }) => side === 'left'), right: marks.filter(({ side }) => side === 'right') },
    byTrack,
    framesOf: new Map([...frames].map(([key, { left, right }]) => [key, { left: left.size, right: right.size }])),
  }
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
