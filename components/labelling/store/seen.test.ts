import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ScreenSide, SeenRanges } from '@/lib/domain/labelling'
import { reduceWorkspace } from './reduce-workspace'
import { addRange, countSeen } from './seen'
import { phaseOf } from './selectors'
import { act, uuid, workspace } from './testing'
import { frameOf } from './workspace-state'

const showFrame = (side: ScreenSide, index: number) => ({
  type: 'shown' as const,
  side,
  index,
  origin: 'video' as const,
})
const play = { type: 'player' as const, action: { type: 'play' as const } }
const seek = (index: number) => ({
  type: 'player' as const,
  action: { type: 'seek-frame' as const, side: 'left' as const, index },
})

test('ranges hold exactly the frames that were added, merged and in order', () => {
  const range = fc.tuple(fc.nat(60), fc.nat(6)).map(([from, length]) => [from, from + length] as const)
  fc.assert(
    fc.property(fc.array(range, { maxLength: 30 }), (added) => {
      const ranges = added.reduce<SeenRanges>((sum, [from, to]) => addRange(sum, from, to), [])
      const frames = new Set(added.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => from + at)))
      const held = ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => from + at))
      expect(held).toEqual([...frames].sort((a, b) => a - b))
      expect(countSeen(ranges)).toBe(frames.size)
      expect(ranges.every(([from], at) => at === 0 || from > (ranges[at - 1]?.[1] ?? 0) + 1)).toBe(true)
      expect(SeenRanges.safeParse(ranges).success).toBe(true)
    }),
  )
})

test('a stepped frame counts alone, and only once it is on screen', () => {
  const state = act({ ...workspace(), seen: { left: [], right: [] } }, seek(9))
  expect(state.seen.left).toEqual([])
  expect(act(state, showFrame('left', 9)).seen).toEqual({ left: [[9, 9]], right: [] })
})

test('playing counts what lies between two pictures, but not across half a second or a jump', () => {
  const playing = act(workspace(), play, showFrame('left', 0), showFrame('left', 4))
  expect(playing.seen.left).toEqual([[0, 4]])
  expect(act(playing, showFrame('left', 30)).seen.left).toEqual([
    [0, 4],
    [30, 30],
  ])
  expect(act(playing, seek(8), play, showFrame('left', 10)).seen.left).toEqual([
    [0, 4],
    [10, 10],
  ])
})

test('looking at the other side, and another speed, interrupt no watching; a step and a jump to a suspect frame do', () => {
  const playing = act(workspace(), play, showFrame('left', 0))
  const looked = act(
    playing,
    { type: 'player', action: { type: 'focus', side: 'right' } },
    { type: 'player', action: { type: 'speed', speed: 2 } },
    { type: 'player', action: { type: 'tick', timeUs: 100_000 } },
    { type: 'player', action: { type: 'presented', side: 'left', index: 2 } },
  )
  expect(act(looked, showFrame('left', 4)).seen.left).toEqual([[0, 4]])
  const stepped = act(playing, { type: 'player', action: { type: 'step', frames: 3 } })
  expect(act(stepped, showFrame('left', 3)).seen.left).toEqual([
    [0, 0],
    [3, 3],
  ])
})

test('a frame dropped just before the end counts, though the clips stand still by the time the last one is on screen', () => {
  const tick = { type: 'player' as const, action: { type: 'tick' as const, timeUs: 1e9 } }
  const ended = act(workspace(), play, showFrame('left', 36), tick)
  expect(ended.player.playing).toBe(false)
  expect(act(ended, showFrame('left', 39)).seen.left).toEqual([[36, 39]])
  expect(act(ended, seek(34), showFrame('left', 34)).seen.left).toEqual([
    [34, 34],
    [36, 36],
  ])
})

test('marks belong to the picture on screen, also where playing has gone on to another one', () => {
  const state = [play, showFrame('left', 5)].reduce(reduceWorkspace, workspace())
  const wrapped = reduceWorkspace(state, { type: 'player', action: { type: 'seek-time', timeUs: 0 } })
  expect([wrapped.player.frames.left, frameOf(wrapped, 'left')]).toEqual([0, 5])
})

test('a loop that starts over counts nothing backwards', () => {
  expect(act(workspace(), play, showFrame('left', 20), showFrame('left', 5)).seen.left).toEqual([
    [5, 5],
    [20, 20],
  ])
})

test('looking until the first word, marking until nothing is missing, then checking', () => {
  const looking = workspace()
  expect(phaseOf(looking)).toBe('look')
  const marking = act(looking, { type: 'label', labelKey: 'extra_limbs', id: uuid(1) })
  expect(phaseOf(marking)).toBe('mark')
  const complete = act(
    marking,
    { type: 'place-box', id: uuid(2) },
    { type: 'clean', side: 'right' },
    { type: 'preference', preference: 'right' },
  )
  expect(phaseOf(complete)).toBe('check')
})
