import { z } from 'zod'
import { CountedAnswer, type CountedMark } from '@/lib/domain/labelling'
import { GenerationMode, PairKind } from '@/lib/domain/media'

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
    kind: PairKind,
    promptId: z.string().min(1),
    promptText: z.string(),
    promptGroup: z.string().min(1),
    mode: GenerationMode,
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
    annotations: z.array(CountedAnswer),
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
      for (const said of [...annotation.marks, ...annotation.clean]) {
        const own = said.side === 'A' ? pair.frameIndexA : pair.frameIndexB
        if (said.frameIndex === null || said.frameIndex === own) continue
        const message = `Frame ${said.frameIndex} of side ${said.side} is not this pair's frame ${own}.`
        context.addIssue({ code: 'custom', path: ['annotations', index], message })
      }
    }
  })
export type AnnotatedPair = z.infer<typeof AnnotatedPair>

/** Which marks of tracks a release takes: all of them, or those on the frames that a person drew on. */
export const MarkChoice = z.enum(['expanded', 'keyframes'])
export type MarkChoice = z.infer<typeof MarkChoice>

/**
 * Leaves out the frames on which a person has only interpolated marks; such frames count as not answered by them.
 * On a frame with a drawn mark all of their marks stay; otherwise it would look as if they rejected the interpolated
 * ones.
 * Source: docs/spec/export.md [EX36]
 */
export function chooseMarks(pair: AnnotatedPair, choice: MarkChoice): AnnotatedPair {
  if (choice === 'expanded') return pair
  return { ...pair, annotations: pair.annotations.map(keyframesOnly) }
}

function frameOf({ side, frameIndex }: CountedMark): string {
  return `${side}${frameIndex}`
}

function keyframesOnly(annotation: CountedAnswer): CountedAnswer {
  const drawn = new Set(annotation.marks.filter(({ interpolated }) => !interpolated).map(frameOf))
  return { ...annotation, marks: annotation.marks.filter((mark) => drawn.has(frameOf(mark))) }
}
