import { expect, test } from 'vitest'
import type { ScreenSide } from '@/lib/domain/labelling'
import { maySubmit, unwatched, watchProgress } from './attempt'
import { act, pairView, proposal, sideView, uuid, workspace } from './testing'
import type { WorkspaceAction } from './workspace-action'

const attempt: WorkspaceAction = { type: 'attempt' }
const prefer = (preference: ScreenSide | 'tie_good', strength?: 'slight' | 'strong'): WorkspaceAction => ({
  type: 'preference',
  preference,
  ...(strength && { strength }),
})
const marked: WorkspaceAction[] = [
  { type: 'label', labelKey: 'extra_limbs', id: uuid(1) },
  { type: 'place-box', id: uuid(2) },
  { type: 'clean', side: 'right' },
]
const showFrame = (side: ScreenSide, index: number): WorkspaceAction => ({
  type: 'shown',
  side,
  index,
  origin: 'browser',
})

test('preferring the side with more marks is asked about once, and never blocks', () => {
  const asked = act(workspace(), ...marked, prefer('left'), attempt)
  expect(asked.hint).toMatchObject({ code: 'prefers-more-marks', side: 'left', marked: 1, other: 0 })
  expect(maySubmit(asked)).toBe(false)
  expect(maySubmit(act(asked, attempt))).toBe(true)
  const back = act(asked, { type: 'escape' }, { type: 'flag' }, attempt)
  expect(back.hint).toBeNull()
  expect(maySubmit(back)).toBe(true)
})

test('an answer that agrees with itself goes at once; an edit takes the question away', () => {
  expect(maySubmit(act(workspace(), ...marked, prefer('right'), attempt))).toBe(true)
  expect(act(workspace(), ...marked, prefer('left'), attempt, prefer('right')).hint).toBeNull()
})

test('strength: said with the preference, cycled, and gone with a tie', () => {
  const strong = act(workspace(), prefer('left', 'strong'))
  expect(strong.answer).toMatchObject({ preference: 'left', strength: 'strong' })
  expect(act(strong, prefer('left', 'strong')).answer).toMatchObject({ preference: 'left', strength: null })
  expect(act(strong, prefer('tie_good')).answer).toMatchObject({ preference: 'tie_good', strength: null })
  expect(act(strong, prefer('right')).answer).toMatchObject({ preference: 'right', strength: null })
  const next: WorkspaceAction = { type: 'next-strength' }
  const cycle = [1, 2, 3].map((presses) =>
    act(workspace(), prefer('left'), ...Array.from({ length: presses }, () => next)),
  )
  expect(cycle.map(({ answer }) => answer.strength)).toEqual(['slight', 'strong', null])
  expect(act(workspace(), next).notice?.code).toBe('prefer-first')
})

test('a project that wants its clips watched waits for the suspect frames, and goes to the first of them', () => {
  const pair = pairView({
    sides: {
      left: sideView(901, 40_000, { proposals: [proposal(11, 9)] }),
      right: sideView(902, 60_000, { scores: [{ frameIndex: 4, score: 1 }] }),
    },
  })
  const start = act(workspace({ pair, mustWatch: true }), ...marked, prefer('right'))
  expect(unwatched(start)).not.toEqual([])
  const tried = act(start, attempt)
  expect(maySubmit(tried)).toBe(false)
  expect(tried.player.frames.left).toBe(9)
  const seen = act(tried, showFrame('left', 9), showFrame('right', 4))
  expect(watchProgress(seen)).toMatchObject({ left: { suspects: 0 }, right: { suspects: 0 } })
  expect(maySubmit(act(seen, attempt))).toBe(true)
  expect(unwatched(act(workspace({ pair }), attempt))).toEqual([])
})

test('[WA2] what the model suspects is asked for only once its opinion may be seen', () => {
  const pair = pairView({
    sides: { left: sideView(901, 40_000, { proposals: [proposal(11, 9)] }), right: sideView(902, 60_000) },
  })
  const start = workspace({ pair, mustWatch: true, arm: 'reveal' })
  const tried = act(start, attempt)
  expect(tried.player.frames.left).toBe(0)
  expect(watchProgress(tried).left.suspects).toBe(0)
  expect(unwatched(tried).every(({ frameIndex }) => frameIndex === null)).toBe(true)
  const answered = act(tried, prefer('right'), { type: 'reveal', pair })
  expect(watchProgress(answered).left.suspects).toBe(1)
  expect(act(answered, ...marked, attempt).player.frames.left).toBe(9)
})

test('[AN18] an answer never grows beyond what can be sent, and says so; one that is larger already can be made smaller', () => {
  const full = act(workspace(), ...marked)
  const [mark] = full.answer.marks
  if (!mark) throw new Error('no mark')
  const holding = (count: number) => {
    const marks = Array.from({ length: count }, (_, at) => ({ ...mark, id: uuid(10_000 + at), frameIndex: 1 }))
    return { ...full, answer: { ...full.answer, marks } }
  }
  const oneMore = { type: 'label', labelKey: 'extra_limbs', id: uuid(9) } as const
  expect(act(holding(1999), oneMore).answer.marks).toHaveLength(2000)
  const refused = act(holding(2000), oneMore)
  expect(refused.answer.marks).toHaveLength(2000)
  expect(refused.notice).toMatchObject({ code: 'too-many', values: { part: 'marks', most: 2000 } })
  const smaller = act(holding(2500), { type: 'delete', id: uuid(10_000) })
  expect(smaller.answer.marks).toHaveLength(2499)
})
