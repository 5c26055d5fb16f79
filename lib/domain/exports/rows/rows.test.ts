import { expect, test } from 'vitest'
import { renderInstruction } from '@/lib/domain/proposals'
import { annotationBy, LABELS, pairOf, videoPairOf } from '../annotated-pair.fixture'
import { composeThink } from '../assistant-text'
import type { CanonicalFramePair, CanonicalPair, CanonicalVideoPair } from '../canonical'
import { planRelease } from '../plan'
import { validateGrpoRows, validateSftRows } from '../validate'
import { FRAMES_FEATURES, huggingfaceFooter, PAIRS_FEATURES, VIDEO_PAIRS_FEATURES } from './features'
import { RESERVED_COLUMNS, toGrpoRows, toMaskedSftRow, toSftRow } from './ms-swift-rows'
import { toAnnotationRow, toFrameRow, toPairRow, toVideoPairRow } from './table-rows'

const CONTEXT = { labels: LABELS, taxonomyVersion: 2 }
const IMAGE = { bytes: new Uint8Array([1]), path: 'x.jpg' }

function only(pairs: CanonicalPair[]): CanonicalPair {
  const [pair] = pairs
  if (!pair) throw new Error('the plan is empty')
  return pair
}
function planned(input = pairOf('p'), gates = {}) {
  return only(planRelease([input], LABELS, { seed: 's', gates }).pairs)
}
const framePair = () => planned() as CanonicalFramePair

function sftSource() {
  const pair = framePair()
  const gold = pair.frames[1].gold
  if (!gold) throw new Error('no gold')
  const frameId = pair.frames[1].frameId
  return {
    frameId,
    promptText: pair.promptText,
    imagePath: `images/${frameId}.jpg`,
    gold,
    think: composeThink(gold, LABELS),
  }
}

test('[EX20] the footer lists every column, lists in brackets, images by type', () => {
  const { info } = JSON.parse(huggingfaceFooter(FRAMES_FEATURES))
  expect(Object.keys(info.features)).toEqual(Object.keys(FRAMES_FEATURES))
  expect(info.features.images).toEqual([{ _type: 'Image' }])
  expect(info.features.labels).toEqual([{ dtype: 'string', _type: 'Value' }])
  expect(info.features.messages).toEqual([
    { role: { dtype: 'string', _type: 'Value' }, content: { dtype: 'string', _type: 'Value' } },
  ])
})

test('[EX21] rows have exactly the columns of their table', () => {
  const pair = framePair()
  const row = toPairRow(pair, [IMAGE, IMAGE], CONTEXT)
  expect(Object.keys(row).sort()).toEqual(Object.keys(PAIRS_FEATURES).sort())
  expect(row).toMatchObject({ preference: 'A', votes_a: 2, labels_a: [], labels_b: ['extra_limbs'], timestamp_ms: 500 })
  expect(row.boxes_b).toEqual([{ label: 'extra_limbs', x1: 0.1, y1: 0.1, x2: 0.3, y2: 0.3 }])
  const { gold, think } = sftSource()
  const picture = { frame: pair.frames[1], image: IMAGE, width: 64, height: 48 }
  expect(Object.keys(toFrameRow(pair, picture, { gold, think }, CONTEXT)).sort()).toEqual(
    Object.keys(FRAMES_FEATURES).sort(),
  )
  const clips = planned(videoPairOf('q')) as CanonicalVideoPair
  const clipRow = toVideoPairRow(clips, clips.frames, CONTEXT)
  expect(Object.keys(clipRow).sort()).toEqual(Object.keys(VIDEO_PAIRS_FEATURES).sort())
  expect(clipRow).toMatchObject({ frame_ids_a: ['q-a_000003'], frame_ids_b: ['q-b_000015', 'q-b_000020'] })
})

test('[EX21] a frame row is of its own side: its clip, its generator, what was agreed of it', () => {
  const pair = framePair()
  const rows = pair.frames.map((frame) => {
    const { gold } = frame
    if (!gold) throw new Error('no gold')
    return toFrameRow(
      pair,
      { frame, image: IMAGE, width: 64, height: 48 },
      { gold, think: { text: 'So.', source: 'composed' } },
      CONTEXT,
    )
  })
  const common = {
    source_prompt_id: 'p',
    prompt_group: 'p',
    prompt_text: 'a dancer called p',
    mode: 't2v',
    timestamp_us: 500_000,
    width: 64,
    height: 48,
    images: [IMAGE],
    annotators: 2,
    agreement: 1,
    adjudicated: false,
    think: 'So.',
    think_source: 'composed',
    taxonomy_version: 2,
  }
  const spoken = (labels: string, score: number | undefined) => [
    { role: 'user', content: renderInstruction('a dancer called p', LABELS) },
    {
      role: 'assistant',
      content: `<think>\nSo.\n</think>\n<answer>\n{"labels":[${labels}],"score":${score?.toFixed(2)}}\n</answer>`,
    },
  ]
  expect(rows).toEqual([
    {
      ...common,
      frame_id: 'p-a_000012',
      video_id: 'p-a',
      video_sha256: 'sha-p-a',
      generator: 'alpha',
      frame_index: 12,
      labels: [],
      boxes: [],
      pseudo_score: rows[0]?.pseudo_score,
      label_agreement: [],
      messages: spoken('', rows[0]?.pseudo_score ?? undefined),
    },
    {
      ...common,
      frame_id: 'p-b_000015',
      video_id: 'p-b',
      video_sha256: 'sha-p-b',
      generator: 'beta',
      frame_index: 15,
      labels: ['extra_limbs'],
      boxes: [{ label: 'extra_limbs', x1: 0.1, y1: 0.1, x2: 0.3, y2: 0.3 }],
      pseudo_score: rows[1]?.pseudo_score,
      label_agreement: [{ label: 'extra_limbs', agreement: 1 }],
      messages: spoken('"extra_limbs"', rows[1]?.pseudo_score ?? undefined),
    },
  ])
  expect(rows[0]?.pseudo_score).toBeGreaterThanOrEqual(4)
  expect(rows[1]?.pseudo_score).toBeLessThanOrEqual(4)
  const paired = toPairRow(pair, [IMAGE, IMAGE], CONTEXT)
  expect([paired.pseudo_score_a, paired.pseudo_score_b]).toEqual(rows.map((row) => row.pseudo_score))
  expect([paired.generator_a, paired.video_id_a, paired.frame_id_a]).toEqual(['alpha', 'p-a', 'p-a_000012'])
  expect([paired.generator_b, paired.video_id_b, paired.frame_id_b]).toEqual(['beta', 'p-b', 'p-b_000015'])
})

test('[EX21] the picture and the clip of a side are its own', () => {
  const other = { bytes: new Uint8Array([2]), path: 'y.jpg' }
  expect(toPairRow(framePair(), [IMAGE, other], CONTEXT)).toMatchObject({
    frame_a: IMAGE,
    frame_b: other,
    video_sha256_a: 'sha-p-a',
    video_sha256_b: 'sha-p-b',
  })
})

test('[EX37] a mark in the table of annotations has the four edges of its box', () => {
  const box = { x: 0.1, y: 0.2, w: 0.3, h: 0.5 }
  const mark = { side: 'B' as const, frameIndex: 15, ptsUs: 500_000, labelKey: 'extra_limbs', box }
  const pair = planned(pairOf('p', { annotations: [annotationBy('anna', { marks: [mark] })] }))
  const [annotation] = pair.annotations
  if (!annotation) throw new Error('no annotation')
  const [written] = toAnnotationRow(pair, annotation, CONTEXT).marks ?? []
  expect(written).toMatchObject({ side: 'B', label: 'extra_limbs' })
  const edges = [written?.x1, written?.y1, written?.x2, written?.y2]
  expect(edges.map((edge) => Number(edge?.toFixed(9)))).toEqual([0.1, 0.2, 0.4, 0.7])
})

test('[EX21] a side without gold has no cells of it, on either side', () => {
  const pair = framePair()
  const [a, b] = pair.frames
  const row = toPairRow({ ...pair, frames: [{ ...a, gold: null }, b] }, [IMAGE, IMAGE], CONTEXT)
  expect(row).toMatchObject({ labels_a: null, boxes_a: null, pseudo_score_a: null, labels_b: ['extra_limbs'] })
})

test('[EX21] rows of pairs say whether the pair was held out', () => {
  const held = planned(pairOf('p', { heldOut: true })) as CanonicalFramePair
  expect(toPairRow(held, [IMAGE, IMAGE], CONTEXT).held_out).toBe(true)
  const clips = planned(videoPairOf('q')) as CanonicalVideoPair
  expect(toVideoPairRow(clips, clips.frames, CONTEXT).held_out).toBe(false)
})

test('[EX21] labels of a frame without gold are null, not empty', () => {
  const pair = planned(pairOf('p', { annotations: [annotationBy('a', { marks: [] })] }), { requireLabels: false })
  expect(toPairRow(pair as CanonicalFramePair, [IMAGE, IMAGE], CONTEXT)).toMatchObject({
    labels_a: [],
    labels_b: null,
    boxes_b: null,
    pseudo_score_b: null,
  })
})

test('[EX22] the masked row is the full text cut after the reasoning', () => {
  const full = toSftRow(sftSource(), LABELS)
  const masked = toMaskedSftRow(sftSource(), LABELS)
  expect(masked.messages.slice(1).map(({ loss }) => loss)).toEqual([false, true])
  expect(
    masked.messages
      .slice(1)
      .map(({ content }) => content)
      .join(''),
  ).toBe(full.messages[1]?.content)
  expect(masked.messages[1]?.content.endsWith('\n</think>\n')).toBe(true)
  expect(validateSftRows(full, masked)).toEqual([])
  expect(full).toMatchObject({ think_source: 'composed', images: ['images/p-b_000015.jpg'] })
})

test('[EX22] a wrong cut, mask or text is reported', () => {
  const full = toSftRow(sftSource(), LABELS)
  const masked = toMaskedSftRow(sftSource(), LABELS)
  const [user, think, answer] = masked.messages
  if (!user || !think || !answer) throw new Error('three messages expected')
  const codes = (changed: typeof masked) => validateSftRows(full, changed).map(({ code }) => code)
  const shifted = [user, { ...think, content: think.content.trimEnd() }, { ...answer, content: `\n${answer.content}` }]
  expect(codes({ ...masked, messages: shifted })).toEqual(['mask'])
  expect(codes({ ...masked, messages: [user, { ...think, loss: true }, answer] })).toEqual(['mask'])
  expect(codes({ ...masked, messages: [user, think, { ...answer, content: 'no' }] })).toEqual(['mask'])
})

test('[EX23] a frame pair gives side A, then side B; without preference or labels it gives none', () => {
  const pair = framePair()
  const rows = toGrpoRows(pair, ['images/a.jpg', 'images/b.jpg'], LABELS)
  expect(rows?.map(({ side, images, distortion_labels }) => [side, images[0], distortion_labels])).toEqual([
    ['A', 'images/a.jpg', []],
    ['B', 'images/b.jpg', ['extra_limbs']],
  ])
  if (rows) {
    expect(validateGrpoRows(rows)).toEqual([])
    expect(validateGrpoRows([rows[1], rows[0]]).map(({ code }) => code)).toEqual(['sides'])
  }
  expect(toGrpoRows({ ...pair, preference: null }, ['a', 'b'], LABELS)).toBeNull()
  expect(
    toGrpoRows({ ...pair, frames: [pair.frames[0], { ...pair.frames[1], gold: null }] }, ['a', 'b'], LABELS),
  ).toBeNull()
})

test('[EX28] placeholders, paths, tokens and reserved names are checked', () => {
  const full = toSftRow(sftSource(), LABELS)
  const masked = toMaskedSftRow(sftSource(), LABELS)
  const codes = (change: object) => validateSftRows({ ...full, ...change }, masked).map(({ code }) => code)
  const withUser = (content: string) => ({ messages: [{ role: 'user', content }, ...full.messages.slice(1)] })
  expect(codes(withUser('no placeholder'))).toEqual(['placeholder'])
  expect(codes(withUser('<image>two <image>'))).toEqual(['placeholder'])
  expect(codes(withUser('<image>text<|im_end|>'))).toEqual(['special-token'])
  expect(codes({ images: ['/etc/x.jpg'] })).toEqual(['path'])
  expect(codes({ images: ['../x.jpg'] })).toEqual(['path'])
  expect(codes({ solution: 1 })).toEqual(['reserved-column'])
})

test('[EX28] no table of ours uses a reserved name', () => {
  const names = [PAIRS_FEATURES, FRAMES_FEATURES, VIDEO_PAIRS_FEATURES].flatMap((features) => Object.keys(features))
  expect(names.filter((name) => RESERVED_COLUMNS.some((reserved) => reserved === name))).toEqual([])
})
