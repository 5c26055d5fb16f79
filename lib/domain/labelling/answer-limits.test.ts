import { expect, test } from 'vitest'
import { ANSWER_LIMITS, isOnScreen, SentAnswer, tooMuchOf } from './answer-limits'
import { EMPTY_SCREEN_ANSWER, type ScreenVerdict } from './screen-answer'

/** docs/checks: no JSON body is larger. */
const MIB = 1024 ** 2
const uuid = (at: number) => `01900000-0000-7000-8000-${String(at).padStart(12, '0')}`
const FRAME = 9_999_999
const LONG = 0.12345678901234566

function list<Item>(count: number, item: (at: number) => Item): Item[] {
  return Array.from({ length: count }, (_, at) => item(at))
}

/** Every field as long as it can be, in the form of the version before, whose ids are longer. */
function largest({ marks, clean, proposals } = { ...ANSWER_LIMITS } as Record<keyof typeof ANSWER_LIMITS, number>) {
  return {
    schemaVersion: 1,
    preference: 'tie_good',
    strength: 'slight',
    marks: list(marks, (at) => ({
      id: uuid(at),
      side: 'A',
      frameIndex: FRAME,
      ptsUs: 999_999_999_999,
      labelKey: 'k'.repeat(64),
      box: { x: LONG, y: LONG, w: LONG, h: LONG },
      proposalId: uuid(at),
      trackId: uuid(at),
      interpolated: false,
    })),
    clean: list(clean, () => ({ side: 'A', frameIndex: FRAME })),
    proposals: list(proposals, (at) => ({ proposalId: uuid(at), outcome: 'accepted' })),
    comment: '字'.repeat(2000),
    flagged: false,
  }
}

test('[AN18] the largest answer, with all that is sent beside it, fits into a body', () => {
  const answer = largest()
  expect(SentAnswer.safeParse(answer).success).toBe(true)
  const seen = list(2000, () => [FRAME, FRAME])
  const beside = { fence: 999_999, operationId: uuid(1), activeMs: 86_400_000, work: { seen: { A: seen, B: seen } } }
  const body = JSON.stringify({ ...beside, answer })
  expect(Buffer.byteLength(body)).toBeLessThan(MIB)
  expect(Buffer.byteLength(body)).toBeGreaterThan(0.9 * MIB)
})

test.each(['marks', 'clean', 'proposals'] as const)(
  '[AN18] one more of %s is refused, with the number and what to do',
  (part) => {
    const parsed = SentAnswer.safeParse(largest({ ...ANSWER_LIMITS, [part]: ANSWER_LIMITS[part] + 1 }))
    expect(parsed.error?.issues).toMatchObject([
      { path: [part], message: expect.stringMatching(`at most ${ANSWER_LIMITS[part]} .*Remove some`) },
    ])
  },
)

test('[AN18] an edit is too much when it leaves more than can be sent, and more than there was', () => {
  const verdict: ScreenVerdict = { side: 'left', frameIndex: 1 }
  const withClean = (count: number) => ({ ...EMPTY_SCREEN_ANSWER, clean: list(count, () => verdict) })
  const most = ANSWER_LIMITS.clean
  expect(tooMuchOf(withClean(0), withClean(most))).toBeNull()
  expect(tooMuchOf(withClean(most), withClean(most + 1))).toBe('clean')
  // Stored before there was a limit: it may be made less, not more.
  expect(tooMuchOf(withClean(most + 5), withClean(most + 4))).toBeNull()
  expect(tooMuchOf(withClean(most + 5), withClean(most + 6))).toBe('clean')
})

test('an answer says by its version whether it is in the form of the screen', () => {
  const said = [EMPTY_SCREEN_ANSWER, largest({ marks: 0, clean: 0, proposals: 0 })].map((one) => SentAnswer.parse(one))
  expect(said.map(isOnScreen)).toEqual([true, false])
})
