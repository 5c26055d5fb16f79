import { expect, test } from 'vitest'
import { LABELS } from './annotated-pair.fixture'
import { type CardInput, renderCard } from './card'
import { Gates } from './gates'
import type { ReleaseCounts } from './manifest'

const SPLIT = { promptGroups: 0, pairs: 0, videoPairs: 0, frames: 0, distortedFrames: 0, grpoRows: 0 }
const COUNTS: ReleaseCounts = {
  considered: 9,
  dropped: { flagged: 2, 'not-reviewed': 1 },
  skippedFrames: {},
  leaked: { pairs: 3, frames: 4 },
  sanitisedPrompts: 5,
  preference: { A: 3, B: 2, tie: 1 },
  labels: { limb_deformation: 6, extra_limbs: 7 },
  scoreAgainstPreference: 0,
  splits: {
    train: { promptGroups: 11, pairs: 12, videoPairs: 13, frames: 14, distortedFrames: 15, grpoRows: 16 },
    validation: { ...SPLIT, pairs: 1 },
    test: SPLIT,
  },
}
const RELEASE = {
  project: 'clips',
  title: 'Broken "hands" <image>\nof 2026',
  version: '3',
  date: '2026-11-30',
  license: 'cc-by-4.0',
  language: 'de',
  taxonomyVersion: 2,
  labels: [...LABELS, { key: 'halo', name: 'Halo', definition: 'a ring | around a head', spatial: true }],
}
const INPUT: CardInput = {
  release: RELEASE,
  seed: '7',
  gates: Gates.parse({ minAnnotations: 2 }),
  marks: 'keyframes',
  split: { ratios: { train: 0.8, validation: 0.1, test: 0.1 }, groups: {} },
  counts: COUNTS,
  tables: [
    { table: 'frames', splits: ['train', 'validation'] },
    { table: 'annotations', splits: ['train'] },
  ],
}

function withCounts(change: Partial<ReleaseCounts>): string {
  return renderCard({ ...INPUT, counts: { ...COUNTS, ...change } })
}

test('[EX30] the front matter names the release and only tables and splits that have a file, the first as default', () => {
  const [, front] = renderCard(INPUT).split('---\n')
  expect(front).toBe(`pretty_name: "Broken \\"hands\\" (image) of 2026"
license: cc-by-4.0
language:
- de
task_categories:
- visual-question-answering
- image-classification
size_categories:
- n<1K
annotations_creators:
- expert-generated
tags:
- reward-model
- video-generation
- human-feedback
configs:
- config_name: frames
  default: true
  data_files:
  - split: train
    path: frames/train-*
  - split: validation
    path: frames/validation-*
- config_name: annotations
  data_files:
  - split: train
    path: annotations/train-*
`)
})

test('[EX30] title, labels and splits stand in the card as they are counted', () => {
  const card = renderCard(INPUT)
  expect(card).toContain('\n# Broken "hands" (image) of 2026, release 3\n')
  expect(card).toContain('by Framejury on 2026-11-30.\nTaxonomy version 2, instruction template')
  expect(card).toContain('seed `7`.')
  expect(card).toContain(`| split | prompt groups | pairs | video pairs | frames | distorted frames |
|---|---:|---:|---:|---:|---:|
| train | 11 | 12 | 13 | 14 | 15 |
| validation | 0 | 1 | 0 | 0 | 0 |
| test | 0 | 0 | 0 | 0 | 0 |
`)
  expect(card).toContain(`|---|---:|---|
| \`limb_deformation\` | 6 | a limb bent or melted |
| \`extra_limbs\` | 7 | more limbs than the subject can have. |
| \`motion_blur\` | 0 | a region smeared by motion |
| \`halo\` | 0 | a ring \\| around a head |
`)
  expect(card).toContain('load_dataset("path/to/this/folder", "frames", split="train")')
})

test('[EX30] the card says what was left out, and why', () => {
  const card = renderCard(INPUT)
  expect(card).toContain('\n9 pairs were considered. Gates: minAnnotations 2, minPreferenceAgreement 0, ')
  expect(card).toContain('requireReviewed false, excludeFlagged true')
  expect(card).toContain('Marks: on the frames that a person drew on;')
  expect(card).toContain('Left out: 2 flagged, 1 not-reviewed. Frames without agreed labels: none.')
  expect(card).toContain('in another split: 3 pair(s), 4 frame(s).')
  expect(card).toContain('5 prompt(s) were changed so.')
  expect(withCounts({ considered: 1 })).toContain('\n1 pair was considered.')
  expect(renderCard({ ...INPUT, marks: 'expanded' })).toContain('Marks: all of every track, drawn and computed.')
  expect(renderCard({ ...INPUT, tables: [] })).toContain('"path/to/this/folder", "pairs", split')
})

test.each([
  [999, 'n<1K'],
  [1000, '1K<n<10K'],
  [9999, '1K<n<10K'],
  [10_000, '10K<n<100K'],
  [99_999, '10K<n<100K'],
  [100_000, '100K<n<1M'],
  [999_999, '100K<n<1M'],
  [1_000_000, '1M<n<10M'],
])('[EX30] %i pairs and frames of all splits are of the size category %s', (rows, category) => {
  const splits = {
    train: { ...SPLIT, pairs: rows - 300, frames: 100, videoPairs: 50_000, distortedFrames: 50_000 },
    validation: { ...SPLIT, frames: 150 },
    test: { ...SPLIT, pairs: 50 },
  }
  expect(withCounts({ splits })).toContain(`size_categories:\n- ${category}\n`)
})
