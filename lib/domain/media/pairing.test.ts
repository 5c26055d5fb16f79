import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evenTable, tableOfIntervals } from './fixtures/frame-tables'
import { createFrameTable, frameIndexAtUs, lastPtsUs } from './frame-table'
import { type ChooseA, framePairs, type PairableVideo, promptFamily, videoPairs } from './pairing'

const frameTables = fc.array(fc.integer({ min: 1, max: 200_000 }), { maxLength: 60 }).map(tableOfIntervals)

function video(id: string, over: Partial<PairableVideo> = {}): PairableVideo {
  return { id, generatorId: `of-${id}`, mode: 't2v', table: evenTable(10, 25), ...over }
}

const videos = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    generatorId: fc.constantFrom('g1', 'g2', 'g3'),
    mode: fc.constantFrom('t2v' as const, 'i2v' as const),
    table: frameTables,
  }),
  { selector: ({ id }) => id, maxLength: 6 },
)
const lowerId: ChooseA = ([first]) => first
const steps = fc.integer({ min: 20_000, max: 2_000_000 })

test('[PA1] every combination of two generators of one mode, and no other', () => {
  fc.assert(
    fc.property(videos, (given) => {
      const wanted = given.flatMap((a) =>
        given
          .filter((b) => a.id < b.id && a.generatorId !== b.generatorId && a.mode === b.mode)
          .map((b) => a.id + b.id),
      )
      expect(new Set(videoPairs(given, lowerId).map((pair) => pair.videoAId + pair.videoBId))).toEqual(new Set(wanted))
      expect(videoPairs(given, lowerId)).toHaveLength(wanted.length)
    }),
  )
})

test('[PA2] order of input changes nothing', () => {
  fc.assert(
    fc.property(videos, steps, (given, step) => {
      const reversed = [...given].reverse()
      expect(videoPairs(reversed, lowerId)).toEqual(videoPairs(given, lowerId))
      expect(framePairs(reversed, step, lowerId)).toEqual(framePairs(given, step, lowerId))
    }),
  )
})

test('[PA2] the choice decides which video is A, the same for whole clips and frames, and no couple comes twice', () => {
  const choices = fc.func(fc.boolean())
  fc.assert(
    fc.property(videos, steps, choices, (given, step, isFirst) => {
      const chooseA: ChooseA = ([first, second]) => (isFirst(first.id, second.id) ? first : second)
      const whole = videoPairs(given, chooseA)
      for (const { videoAId, videoBId } of whole) {
        const [low, high] = [videoAId, videoBId].sort()
        expect(videoAId).toBe(isFirst(low, high) ? low : high)
      }
      const couples = new Set(whole.map(({ videoAId, videoBId }) => videoAId + videoBId))
      expect(new Set(whole.map(({ videoAId, videoBId }) => [videoAId, videoBId].sort().join())).size).toBe(whole.length)
      for (const pair of framePairs(given, step, chooseA)) expect(couples.has(pair.videoAId + pair.videoBId)).toBe(true)
    }),
  )
})

test('[PA3] frame pairs lie on the step and end where the shorter clip ends', () => {
  const pairs = framePairs(
    [video('a', { table: evenTable(100, 25) }), video('b', { table: evenTable(26, 25) })],
    500_000,
    lowerId,
  )
  expect(pairs.map((pair) => pair.timestampUs)).toEqual([0, 500_000, 1_000_000])
  fc.assert(
    fc.property(videos, steps, (given, step) => {
      for (const { timestampUs, videoAId, videoBId } of framePairs(given, step, lowerId)) {
        expect(timestampUs % step).toBe(0)
        for (const { id, table } of given) {
          if (id === videoAId || id === videoBId) expect(timestampUs).toBeLessThanOrEqual(lastPtsUs(table))
        }
      }
    }),
  )
  expect(() => framePairs([], 0, lowerId)).toThrow('whole number of µs above 0')
})

test('[PA3] [PA4] [PA5] the worked example', () => {
  const a = video('a', { table: createFrameTable([0, 40_000, 80_000]) })
  const b = video('b', { table: createFrameTable([0, 66_667, 133_333]) })
  const compact = (given: PairableVideo[]) =>
    framePairs(given, 40_000, lowerId).map((pair) => [pair.timestampUs, pair.frameIndexA, pair.frameIndexB])
  expect(compact([a, b])).toEqual([
    [0, 0, 0],
    [40_000, 1, 0],
    [80_000, 2, 1],
  ])
  expect(
    compact([
      { ...a, mode: 'i2v' },
      { ...b, mode: 'i2v' },
    ]),
  ).toEqual([
    [40_000, 1, 0],
    [80_000, 2, 1],
  ])
})

test('[PA4] frames are those shown at the time, and no two neighbours are the same pair', () => {
  fc.assert(
    fc.property(videos, steps, (given, step) => {
      const tables = new Map(given.map(({ id, table }) => [id, table]))
      const seen = new Set<string>()
      for (const pair of framePairs(given, step, lowerId)) {
        const table = tables.get(pair.videoAId)
        expect(table && frameIndexAtUs(table, pair.timestampUs)).toBe(pair.frameIndexA)
        const key = [pair.videoAId, pair.videoBId, pair.frameIndexA, pair.frameIndexB].join()
        expect(seen.has(key)).toBe(false)
        seen.add(key)
      }
    }),
  )
})

test('[PA5] an image-to-video pair never shows the shared first picture twice', () => {
  fc.assert(
    fc.property(videos, fc.integer({ min: 1_000, max: 90_000 }), (given, step) => {
      const i2v = given.map((one) => ({ ...one, mode: 'i2v' as const }))
      for (const pair of framePairs(i2v, step, lowerId)) expect(pair.frameIndexA + pair.frameIndexB).toBeGreaterThan(0)
    }),
    { numRuns: 30 },
  )
})

test.each([
  ['A dancer turns.', '  a   DANCER\n turns. '],
  ['Straße', 'STRASSE'],
  ['STRAẞE', 'strasse'],
  ['ﬁne ２ cats', 'Fine 2 cats'],
  ['Caf\u00e9', 'Cafe\u0301'],
])('[QU21] %j and %j are one family', (one, other) => {
  expect(promptFamily(one)).toBe(promptFamily(other))
})

test('[QU21] other words are another family', () => {
  expect(promptFamily('A dancer turns.')).not.toBe(promptFamily('A dancer turns'))
  expect(promptFamily('two cats')).not.toBe(promptFamily('twocats'))
})

test('[QU21] white space and form change nothing, and the family of a family is itself', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (words) => {
      const family = promptFamily(words.join(' '))
      expect(promptFamily(` ${words.join('\t\n')} `.normalize('NFD'))).toBe(family)
      expect(promptFamily(family)).toBe(family)
    }),
  )
})
