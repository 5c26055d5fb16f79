import { expect, test } from 'vitest'
import { annotationBy, BOX, LABELS, pairOf, videoPairOf } from '../annotated-pair.fixture'
import type { CanonicalFramePair, CanonicalPair } from '../canonical'
import { planRelease } from '../plan'
import { ANNOTATIONS_FEATURES } from './features'
import { toAnnotationRow, toPairRow } from './table-rows'

const TRACK = '00000000-0000-7000-8000-000000000001'

const CONTEXT = { labels: LABELS, taxonomyVersion: 2 }
const IMAGE = { bytes: new Uint8Array([1]), path: 'x.jpg' }

const mark = (frameIndex: number, change = {}) => ({
  side: 'B' as const,
  frameIndex,
  ptsUs: frameIndex * 40_000,
  labelKey: 'extra_limbs',
  box: BOX,
  trackId: TRACK,
  ...change,
})

function planned(input = pairOf('p')): CanonicalPair {
  const [pair] = planRelease([input], LABELS, { seed: 's' }).pairs
  if (!pair) throw new Error('the plan is empty')
  return pair
}

const rowsOf = (pair: CanonicalPair) => pair.annotations.map((said) => toAnnotationRow(pair, said, CONTEXT))

test('[EX37] a row says what one person said, each mark with its track and whether it was drawn', () => {
  const said = annotationBy('ben', {
    strength: 'slight',
    marks: [mark(21, { box: null, trackId: null }), mark(20), mark(19, { interpolated: true })],
  })
  const [row] = rowsOf(planned({ ...videoPairOf('p'), annotations: [said] }))
  expect(Object.keys(row ?? {}).sort()).toEqual(Object.keys(ANNOTATIONS_FEATURES).sort())
  expect(row).toMatchObject({
    annotation_id: 'ben-1',
    pair_id: 'pair-p',
    pair_kind: 'video',
    annotator: 'annotator-1',
    preference: 'A',
    strength: 'slight',
    clean: [{ side: 'A', frame_index: null }],
  })
  expect(row?.marks?.map((one) => [one.frame_index, one.track_id, one.interpolated, one.x2])).toEqual([
    [19, TRACK, true, 0.3],
    [20, TRACK, false, 0.3],
    [21, null, false, null],
  ])
  expect(row?.marks?.[0]).toMatchObject({ side: 'B', timestamp_us: 760_000, label: 'extra_limbs' })
})

test('[EX37] people have names of the release alone, and the order of the input plays no part', () => {
  const annotations = [
    annotationBy('zoe'),
    annotationBy('anna', { marks: [mark(15), mark(15, { labelKey: 'motion_blur' })] }),
  ]
  const rows = rowsOf(planned(pairOf('p', { annotations })))
  expect(rows.map(({ annotation_id, annotator }) => [annotation_id, annotator])).toEqual([
    ['anna-1', 'annotator-1'],
    ['zoe-1', 'annotator-2'],
  ])
  const turned = annotations.toReversed().map((said) => ({ ...said, marks: said.marks?.toReversed() }))
  expect(rowsOf(planned(pairOf('p', { annotations: turned })))).toEqual(rows)
})

test('[EX37] ties are spelled tie-good and tie-bad, as in every release before', () => {
  const annotations = (['tie_good', 'tie_bad', 'tie_bad'] as const).map((preference, place) =>
    annotationBy(`person-${place}`, { preference }),
  )
  const pair = planned(pairOf('p', { annotations })) as CanonicalFramePair
  expect(rowsOf(pair).map(({ preference }) => preference)).toEqual(['tie-good', 'tie-bad', 'tie-bad'])
  const row = toPairRow(pair, [IMAGE, IMAGE], CONTEXT)
  expect(row).toMatchObject({ preference: 'tie', tie_kind: 'bad', votes_tie_good: 1, votes_tie_bad: 2 })
})

test('[EX38] a pair counts how strongly those preferred its side who preferred it', () => {
  const annotations = [
    annotationBy('anna', { strength: 'strong' }),
    annotationBy('ben', { strength: 'strong' }),
    annotationBy('carl', { strength: 'slight' }),
    annotationBy('dora'),
    annotationBy('emil', { preference: 'B', strength: 'strong' }),
  ]
  const pair = planned(pairOf('p', { annotations })) as CanonicalFramePair
  expect(toPairRow(pair, [IMAGE, IMAGE], CONTEXT)).toMatchObject({
    votes_a: 4,
    votes_b: 1,
    votes_slight: 1,
    votes_strong: 2,
  })
})
