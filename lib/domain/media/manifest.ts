import { z } from 'zod'
import { StorableText, storingProblem } from '@/lib/domain/shared'

/** How a clip was made: only from text, or from text and a first picture. */
export const GenerationMode = z.enum(['t2v', 'i2v'])
export type GenerationMode = z.infer<typeof GenerationMode>

const MODE_NAMES: Record<string, GenerationMode> = {
  '': 't2v',
  t2v: 't2v',
  'text-to-video': 't2v',
  i2v: 'i2v',
  'image-to-video': 'i2v',
}

function filled(hint: string) {
  return z.preprocess(textOf, StorableText.min(1, `is empty; ${hint}`))
}

/** One row of a manifest, normalised. Source: docs/spec/manifest.md [MF2] [MF3] [MF4] [MF5] */
export const ManifestRow = z.object({
  file: filled('write the path of the clip relative to the manifest')
    .transform((path) => path.replace(/^(\.\/)+/, ''))
    .refine((path) => !/^([/\\]|[a-z]:[/\\])/i.test(path), 'is an absolute path; write it relative to the manifest'),
  prompt_id: filled('give clips of one prompt the same prompt_id'),
  prompt: filled('write the text that the clip was made from'),
  generator: filled('name the model that made the clip in a column "generator" or "model"'),
  mode: z.preprocess(
    (value) => MODE_NAMES[textOf(value).toLowerCase()] ?? value,
    z.enum(GenerationMode.options, {
      error: ({ input }) => `is "${String(input)}"; write t2v or i2v, or leave it empty`,
    }),
  ),
  metadata: z.record(z.string(), z.unknown()).superRefine((columns, context) => {
    const problem = storingProblem(columns)
    if (problem) context.addIssue({ code: 'custom', message: problem })
  }),
})
export type ManifestRow = z.infer<typeof ManifestRow>

/** Column names are matched after this. Source: docs/spec/manifest.md [MF2] */
export function normaliseColumn(name: string): string {
  return name
    .replace(/^\uFEFF/, '')
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
}

/** A cell as trimmed text; numbers, as JSON lines have them, are text too. */
export function textOf(value: unknown): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? value.trim() : ''
}
