import type { z } from 'zod'
import type { CountedAnswer } from '@/lib/domain/labelling'
import type { AnnotatedPair } from './annotated-pair'
import type { ReleaseLabel } from './canonical'

type PairInput = z.input<typeof AnnotatedPair>
type AnnotationInput = z.input<typeof CountedAnswer>

/** Taxonomy of the tests: three labels in this order; `motion_blur` is not spatial. */
export const LABELS: ReleaseLabel[] = [
  { key: 'limb_deformation', name: 'Limb deformation', definition: 'a limb bent or melted', spatial: true },
  { key: 'extra_limbs', name: 'Extra limbs', definition: 'more limbs than the subject can have.', spatial: true },
  { key: 'motion_blur', name: 'Motion blur', definition: 'a region smeared by motion', spatial: false },
]

export const BOX = { x: 0.1, y: 0.1, w: 0.2, h: 0.2 }

/** A frame pair of prompt group `name`, two annotators who prefer A, side A clean, side B with extra limbs. */
export function pairOf(name: string, change: Partial<PairInput> = {}): PairInput {
  return {
    pairId: `pair-${name}`,
    kind: 'frame',
    promptId: name,
    promptText: `a dancer called ${name}`,
    promptGroup: name,
    mode: 't2v',
    generatorA: 'alpha',
    generatorB: 'beta',
    videoA: videoOf(`${name}-a`),
    videoB: videoOf(`${name}-b`),
    timestampMs: 500,
    frameIndexA: 12,
    frameIndexB: 15,
    ptsUsA: 500_000,
    ptsUsB: 500_000,
    annotations: [annotationBy('anna'), annotationBy('ben')],
    ...change,
  }
}

export function videoOf(id: string) {
  return { id, sha256: `sha-${id}`, width: 64, height: 48 }
}

export function annotationBy(annotatorId: string, change: Partial<AnnotationInput> = {}): AnnotationInput {
  return {
    annotationId: `${annotatorId}-1`,
    annotatorId,
    preference: 'A',
    marks: [{ side: 'B', frameIndex: 15, ptsUs: 500_000, labelKey: 'extra_limbs', box: BOX }],
    clean: [{ side: 'A', frameIndex: null, ptsUs: null }],
    ...change,
  }
}

/** The same as a video pair: side B marked on frames 15 and 20, side A called clean on frame 3. */
export function videoPairOf(name: string): PairInput {
  const marks = [15, 20].map((frameIndex) => ({
    side: 'B' as const,
    frameIndex,
    ptsUs: frameIndex * 40_000,
    labelKey: 'extra_limbs',
    box: BOX,
  }))
  const clean = [{ side: 'A' as const, frameIndex: 3, ptsUs: 120_000 }]
  return pairOf(name, {
    kind: 'video',
    timestampMs: null,
    frameIndexA: null,
    frameIndexB: null,
    ptsUsA: null,
    ptsUsB: null,
    annotations: [annotationBy('anna', { marks, clean }), annotationBy('ben', { marks, clean })],
  })
}
