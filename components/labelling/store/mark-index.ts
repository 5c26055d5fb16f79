import type { Mark, Side } from '@/lib/domain/labelling'

/** The marks of an answer by what a screen asks for; made once for each list of marks, so that a tick of the clock looks up. */
export type MarkIndex = {
  byId: ReadonlyMap<string, Mark>
  byFrame: Record<Side, ReadonlyMap<number, readonly Mark[]>>
  bySide: Record<Side, readonly Mark[]>
  /** In order of frames. */
  byTrack: ReadonlyMap<string, readonly Mark[]>
  /** Frames that each label marks on each side. */
  framesOf: ReadonlyMap<string, Record<Side, number>>
}

const NONE: readonly Mark[] = []
const made = new WeakMap<readonly Mark[], MarkIndex>()

export function indexOf(marks: readonly Mark[]): MarkIndex {
  const known = made.get(marks)
  if (known) return known
  const index = makeIndex(marks)
  made.set(marks, index)
  return index
}

/** The marks of one frame; the same array as long as no mark changes. */
export function marksAt(marks: readonly Mark[], side: Side, frameIndex: number): readonly Mark[] {
  return indexOf(marks).byFrame[side].get(frameIndex) ?? NONE
}

export function trackOf(marks: readonly Mark[], { trackId }: Pick<Mark, 'trackId'>): readonly Mark[] {
  return trackId === null ? NONE : (indexOf(marks).byTrack.get(trackId) ?? NONE)
}

function makeIndex(marks: readonly Mark[]): MarkIndex {
  const byFrame = { A: new Map<number, Mark[]>(), B: new Map<number, Mark[]>() }
  const byTrack = new Map<string, Mark[]>()
  const frames = new Map<string, Record<Side, Set<number>>>()
  for (const mark of marks) {
    push(byFrame[mark.side], mark.frameIndex, mark)
    if (mark.trackId !== null) push(byTrack, mark.trackId, mark)
    const label = frames.get(mark.labelKey) ?? { A: new Set(), B: new Set() }
    label[mark.side].add(mark.frameIndex)
    frames.set(mark.labelKey, label)
  }
  for (const track of byTrack.values()) track.sort((a, b) => a.frameIndex - b.frameIndex)
  return {
    byId: new Map(marks.map((mark) => [mark.id, mark])),
    byFrame,
    bySide: { A: marks.filter(({ side }) => side === 'A'), B: marks.filter(({ side }) => side === 'B') },
    byTrack,
    framesOf: new Map([...frames].map(([key, { A, B }]) => [key, { A: A.size, B: B.size }])),
  }
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
