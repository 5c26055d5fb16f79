import { z } from 'zod'
import { Box } from '@/lib/domain/shared'
import { LabelKey } from '@/lib/domain/taxonomy'

export const Side = z.enum(['A', 'B'])
export type Side = z.infer<typeof Side>

/** What one person said of a pair. Sides are canonical (A and B), never left and right. */
export const Vote = z.enum(['A', 'B', 'tie-good', 'tie-bad'])
export type Vote = z.infer<typeof Vote>

export const PairMark = z.object({
  side: Side,
  frameIndex: z.int().min(0),
  ptsUs: z.int().min(0),
  labelKey: LabelKey,
  box: Box.nullable(),
  /** Marks of one thing over time share it. */
  trackId: z.string().min(1).nullable().default(null),
  /** Computed between two keyframes of its track, not drawn by a person. */
  interpolated: z.boolean().default(false),
})
export type PairMark = z.infer<typeof PairMark>

/** "No distortion" said of one frame, or of the whole clip when `frameIndex` is null. */
export const CleanVerdict = z.object({
  side: Side,
  frameIndex: z.int().min(0).nullable(),
  ptsUs: z.int().min(0).nullable(),
})
export type CleanVerdict = z.infer<typeof CleanVerdict>

/** One current annotation of a pair; `preference` is null when the task did not ask for it. */
export const PairAnnotation = z.object({
  annotationId: z.string().min(1),
  annotatorId: z.string().min(1),
  kind: z.enum(['original', 'correction', 'adjudication']).default('original'),
  preference: Vote.nullable(),
  /** How much better the preferred side is; null where nobody said. */
  strength: z.enum(['slight', 'strong']).nullable().default(null),
  marks: z.array(PairMark).default([]),
  cleanVerdicts: z.array(CleanVerdict).default([]),
  flags: z.array(z.string()).default([]),
  reviewed: z.boolean().default(false),
  /** Whether the author could learn which generator made a clip. */
  authorSawGenerators: z.boolean().default(false),
})
export type PairAnnotation = z.infer<typeof PairAnnotation>

export const PairVideo = z.object({
  id: z.string().regex(/^[A-Za-z0-9-]+$/, 'A video id is letters, digits and hyphens: it becomes a file name.'),
  sha256: z.string().min(1),
  width: z.int().positive(),
  height: z.int().positive(),
})
export type PairVideo = z.infer<typeof PairVideo>

/** Everything the export needs to know of one pair; frame fields are set for kind `frame` and null for kind `video`. */
export const AnnotatedPair = z
  .object({
    pairId: z.string().min(1),
    kind: z.enum(['frame', 'video']),
    promptId: z.string().min(1),
    promptText: z.string(),
    promptGroup: z.string().min(1),
    mode: z.enum(['t2v', 'i2v']),
    generatorA: z.string().min(1),
    generatorB: z.string().min(1),
    videoA: PairVideo,
    videoB: PairVideo,
    timestampMs: z.int().min(0).nullable(),
    frameIndexA: z.int().min(0).nullable(),
    frameIndexB: z.int().min(0).nullable(),
    ptsUsA: z.int().min(0).nullable(),
    ptsUsB: z.int().min(0).nullable(),
    /** Kept for unbiased measurement: answered without proposals, in random order. */
    heldOut: z.boolean().default(false),
    annotations: z.array(PairAnnotation),
  })
  .superRefine((pair, context) => {
    if (pair.videoA.id === pair.videoB.id) {
      context.addIssue({ code: 'custom', path: ['videoB'], message: 'A pair needs two different videos.' })
    }
    if (pair.kind === 'video') return
    for (const field of ['timestampMs', 'frameIndexA', 'frameIndexB', 'ptsUsA', 'ptsUsB'] as const) {
      if (pair[field] === null) {
        context.addIssue({ code: 'custom', path: [field], message: `A frame pair needs ${field}.` })
      }
    }
    for (const [index, annotation] of pair.annotations.entries()) {
      for (const said of [...annotation.marks, ...annotation.cleanVerdicts]) {
        const own = said.side === 'A' ? pair.frameIndexA : pair.frameIndexB
        if (said.frameIndex === null || said.frameIndex === own) continue
        const message = `Frame ${said.frameIndex} of side ${said.side} is not this pair's frame ${own}.`
        context.addIssue({ code: 'custom', path: ['annotations', index], message })
      }
    }
  })
export type AnnotatedPair = z.infer<typeof AnnotatedPair>
