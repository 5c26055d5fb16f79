import { EMPTY_SCREEN_ANSWER, type ScreenAnswer, type ScreenMark } from '@/lib/domain/labelling'
import { createRng } from '@/lib/domain/shared'
import { defaultTaxonomy, flattenLabels } from '@/lib/domain/taxonomy'

/** `frame`: all on the first frame; `clip`: over the whole clip, as 30 tracks of ten frames. */
export type Scene = 'none' | 'frame' | 'clip'

export const BOXES = 300
const TRACK = 10

/** 300 boxes on the left clip, and one large one on its first frame that can be dragged. */
export function manyMarks(scene: Scene, ptsUs: readonly number[]): ScreenAnswer {
  const rng = createRng(scene)
  const keys = flattenLabels(defaultTaxonomy).map(({ key }) => key)
  const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
  const small = () => ({ x: rng.next() * 0.9, y: rng.next() * 0.9, w: 0.05, h: 0.05 })
  const mark = (number: number, frameIndex: number, over: Partial<ScreenMark> = {}): ScreenMark => ({
    id: uuid(number),
    side: 'left',
    frameIndex,
    ptsUs: ptsUs[frameIndex] ?? 0,
    labelKey: keys[number % keys.length] ?? '',
    box: small(),
    proposalId: null,
    trackId: null,
    interpolated: false,
    ...over,
  })
  const dragged = mark(1000, 0, { box: { x: 0.4, y: 0.4, w: 0.2, h: 0.2 } })
  if (scene === 'none') return { ...EMPTY_SCREEN_ANSWER, marks: [dragged] }
  const marks = Array.from({ length: BOXES }, (_, at) => {
    if (scene === 'frame') return mark(at, 0)
    const track = Math.floor(at / TRACK)
    const frameIndex = track * 3 + (at % TRACK)
    const place = { x: 0.02 + (track % 6) * 0.15, y: 0.02 + Math.floor(track / 6) * 0.15, w: 0.1, h: 0.1 }
    const interpolated = at % TRACK > 0 && at % TRACK < TRACK - 1
    return mark(at, frameIndex, {
      trackId: uuid(2000 + track),
      labelKey: keys[track % keys.length] ?? '',
      box: place,
      interpolated,
    })
  })
  return { ...EMPTY_SCREEN_ANSWER, marks: [...marks, dragged] }
}
