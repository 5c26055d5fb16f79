import { expect, test } from 'vitest'
import { annotationBy, BOX, LABELS, pairOf, videoOf, videoPairOf } from './annotated-pair.fixture'
import { createTally } from './counts'
import { planRelease } from './plan'

function plan(pairs: Parameters<typeof planRelease>[0], gates = {}) {
  return planRelease(pairs, LABELS, { seed: 'seed', gates })
}

const CLEAN_BOTH = {
  marks: [],
  clean: (['A', 'B'] as const).map((side) => ({ side, frameIndex: null, ptsUs: null })),
}

test('[EX4] clean verdicts count for a frame, silence does not, a mark outweighs a clean verdict', () => {
  const silent = annotationBy('carl', { marks: [], clean: [] })
  const torn = annotationBy('dora', { clean: CLEAN_BOTH.clean })
  const { pairs } = plan([pairOf('p', { annotations: [annotationBy('anna'), silent, torn] })])
  expect(pairs[0]?.frames.map(({ gold }) => [gold?.labels, gold?.annotatorCount])).toEqual([
    [[], 2],
    [['extra_limbs'], 2],
  ])
})

test('[EX5] a frame in two pairs has one consensus, one voice for each annotator', () => {
  const shared = videoOf('shared')
  const both = { videoB: shared, promptGroup: 'g' }
  const blurred = { marks: [{ side: 'B' as const, frameIndex: 15, ptsUs: 0, labelKey: 'motion_blur', box: null }] }
  const { pairs } = plan([
    pairOf('p', { ...both, annotations: [annotationBy('anna')] }),
    pairOf('q', { ...both, annotations: [annotationBy('anna', blurred), annotationBy('ben', blurred)] }),
  ])
  const golds = pairs.map((pair) => pair.frames[1]?.gold)
  expect(golds[0]).toMatchObject({
    labels: ['motion_blur'],
    annotatorCount: 2,
    agreementByLabel: { extra_limbs: 0.5, motion_blur: 1 },
  })
  expect(golds[1]).toEqual(golds[0])
})

test('[EX6] a video pair is about its marked frames and those called clean by index', () => {
  const { pairs } = plan([videoPairOf('p')])
  expect(pairs[0]).toMatchObject({ kind: 'video', preference: 'A' })
  expect(pairs[0]?.frames.map(({ side, frameIndex, gold }) => [side, frameIndex, gold?.labels])).toEqual([
    ['A', 3, []],
    ['B', 15, ['extra_limbs']],
    ['B', 20, ['extra_limbs']],
  ])
})

test('[EX6] frames of a clip are those of the side that was spoken of, each once, in order', () => {
  const mark = (side: 'A' | 'B', frameIndex: number) => {
    return { side, frameIndex, ptsUs: frameIndex * 40_000, labelKey: 'motion_blur', box: null }
  }
  const said = {
    marks: [mark('B', 20), mark('A', 9), mark('B', 3)],
    clean: [{ side: 'A' as const, frameIndex: null, ptsUs: null }],
  }
  const base = videoPairOf('p')
  const { pairs } = plan([{ ...base, annotations: [annotationBy('anna', said), annotationBy('ben', said)] }])
  expect(
    pairs[0]?.frames.map(({ frameId, videoId, generator, ptsUs }) => [frameId, videoId, generator, ptsUs]),
  ).toEqual([
    ['p-a_000009', 'p-a', 'alpha', 360_000],
    ['p-b_000003', 'p-b', 'beta', 120_000],
    ['p-b_000020', 'p-b', 'beta', 800_000],
  ])
})

test('[EX13] a frame of a clip without agreed labels is skipped, the rest of the pair stays', () => {
  const mark = { side: 'B' as const, frameIndex: 15, ptsUs: 600_000, labelKey: 'extra_limbs', box: null }
  const base = videoPairOf('p')
  const result = plan([
    {
      ...base,
      annotations: [
        annotationBy('anna'),
        annotationBy('ben', { marks: [mark], clean: [{ side: 'A', frameIndex: 3, ptsUs: 120_000 }] }),
      ],
    },
  ])
  expect(result.dropped).toEqual([])
  expect(result.pairs[0]?.frames.map(({ frameId }) => frameId)).toEqual(['p-a_000003', 'p-b_000015'])
  const boxless = plan([{ ...base, annotations: [annotationBy('anna', { marks: [mark] })] }])
  expect(boxless.pairs[0]?.frames).toEqual([])
  expect(boxless.skippedFrames).toEqual([{ pairId: 'pair-p', frameId: 'p-b_000015', reason: 'missing-box' }])
})

test('[EX13] what was left out is named in the order of its pairs', () => {
  const flagged = [annotationBy('anna', { flags: ['odd'] })]
  const { dropped } = plan([
    pairOf('c', { annotations: flagged }),
    pairOf('a', { annotations: [] }),
    pairOf('b', { annotations: flagged }),
  ])
  expect(dropped.map(({ pairId }) => pairId)).toEqual(['pair-a', 'pair-b', 'pair-c'])
})

test('[EX4] in a clip, a mark elsewhere says nothing of this frame, a clean clip does', () => {
  const base = videoPairOf('p')
  const elsewhere = annotationBy('carl', {
    marks: [{ side: 'B', frameIndex: 20, ptsUs: 800_000, labelKey: 'extra_limbs', box: BOX }],
  })
  const cleanClip = annotationBy('dora', CLEAN_BOTH)
  const { pairs } = plan([{ ...base, annotations: [...base.annotations, elsewhere, cleanClip] }])
  const counts = pairs[0]?.frames.map(({ frameIndex, gold }) => [frameIndex, gold?.annotatorCount])
  expect(counts).toEqual([
    [3, 4],
    [15, 3],
    [20, 4],
  ])
})

test('[EX12] every gate drops its pair, under the first it fails', () => {
  const undecided = [annotationBy('anna'), annotationBy('ben', { preference: 'B' })]
  const split = [
    annotationBy('anna'),
    annotationBy('ben', { preference: 'A' }),
    annotationBy('carl', { preference: 'B' }),
  ]
  const oneMark = annotationBy('carl', CLEAN_BOTH)
  const cases = [
    ['too-few-annotations', { minAnnotations: 3 }, [annotationBy('anna', { flags: ['odd'] })]],
    ['flagged', {}, [annotationBy('anna', { flags: ['odd'] })]],
    ['not-reviewed', { requireReviewed: true }, [annotationBy('anna', { reviewed: true }), annotationBy('ben')]],
    ['no-preference', {}, [annotationBy('anna', { preference: null })]],
    ['undecided-preference', {}, undecided],
    ['low-preference-agreement', { minPreferenceAgreement: 0.7 }, split],
    ['unanswered-labels', {}, [annotationBy('anna', { marks: [] })]],
    ['undecided-labels', {}, [annotationBy('anna'), oneMark]],
    [
      'missing-box',
      {},
      [annotationBy('anna', { marks: [{ side: 'B', frameIndex: 15, ptsUs: 0, labelKey: 'extra_limbs', box: null }] })],
    ],
    ['low-label-agreement', { minLabelAgreement: 0.7 }, [annotationBy('anna'), annotationBy('ben'), oneMark]],
  ] as const
  for (const [reason, gates, annotations] of cases) {
    const result = plan([pairOf('p', { annotations: [...annotations] }), pairOf('q', { annotations: keeper() })], gates)
    expect(result.dropped, reason).toEqual([{ pairId: 'pair-p', reason }])
    expect(
      result.pairs.map(({ pairId }) => pairId),
      reason,
    ).toEqual(['pair-q'])
  }
})

function keeper() {
  return ['x', 'y', 'z'].map((name) => annotationBy(name, { reviewed: true }))
}

test('[EX12] annotations of a flagged pair do not feed the consensus of its frames elsewhere', () => {
  const both = { videoB: videoOf('shared'), promptGroup: 'g' }
  const flagged = annotationBy('carl', { ...CLEAN_BOTH, flags: ['unusable'] })
  const { pairs } = plan([pairOf('p', { ...both, annotations: [flagged] }), pairOf('q', both)])
  expect(pairs[0]?.frames[1]?.gold).toMatchObject({ labels: ['extra_limbs'], annotatorCount: 2 })
})

test('[EX13] loosened gates keep what is left, and a pair with nothing left goes', () => {
  const torn = [annotationBy('anna'), annotationBy('ben', { ...CLEAN_BOTH, preference: 'B' })]
  const kept = plan([pairOf('p', { annotations: [annotationBy('anna'), annotationBy('ben', CLEAN_BOTH)] })], {
    requireLabels: false,
  })
  expect(kept.pairs[0]).toMatchObject({ preference: 'A', frames: [{ gold: { labels: [] } }, { gold: null }] })
  expect(kept.skippedFrames).toEqual([{ pairId: 'pair-p', frameId: 'p-b_000015', reason: 'undecided-labels' }])
  const framesOnly = plan([pairOf('p', { annotations: torn })], { requirePreference: false, requireLabels: false })
  expect(framesOnly.pairs[0]).toMatchObject({ preference: null, frames: [{ gold: { labels: [] } }, { gold: null }] })
  const silent = annotationBy('anna', { preference: null, marks: [], clean: [] })
  const nothing = plan([pairOf('p', { annotations: [silent] })], { requirePreference: false, requireLabels: false })
  expect(nothing.dropped).toEqual([{ pairId: 'pair-p', reason: 'nothing-left' }])
})

test('[EX13] counts add up to what was considered', () => {
  const result = plan([pairOf('a'), pairOf('b', { annotations: [] }), videoPairOf('c')])
  const counts = createTally(
    result,
    LABELS.map(({ key }) => key),
  ).total()
  expect(counts).toMatchObject({ considered: 3, dropped: { 'too-few-annotations': 1 } })
  expect(result.pairs).toHaveLength(2)
})

test('[EX18] the order of pairs is seeded and independent of the input', () => {
  const input = Array.from({ length: 20 }, (_, index) => pairOf(`p${String(index).padStart(2, '0')}`))
  const ids = plan(input).pairs.map(({ pairId }) => pairId)
  expect(plan([...input].reverse()).pairs.map(({ pairId }) => pairId)).toEqual(ids)
  expect(ids).not.toEqual([...ids].sort())
  expect(planRelease(input, LABELS, { seed: 'other' }).pairs.map(({ pairId }) => pairId)).not.toEqual(ids)
})

test('malformed input is refused with what is wrong', () => {
  expect(() => plan([pairOf('p'), pairOf('p')])).toThrow(/pair-p appears twice/)
  expect(() => plan([pairOf('p', { frameIndexA: null })])).toThrow(/needs frameIndexA/)
  expect(() => plan([pairOf('p', { videoB: videoOf('p-a') })])).toThrow(/two different videos/)
  const stray = annotationBy('anna', {
    marks: [{ side: 'B', frameIndex: 99, ptsUs: 0, labelKey: 'motion_blur', box: null }],
  })
  expect(() => plan([pairOf('p', { annotations: [stray] })])).toThrow(/Frame 99 of side B is not this pair's frame 15/)
})
