import { z } from 'zod'
import { StorableText } from '@/lib/domain/shared'
import { LabelColour } from './colour'
import { treeProblems } from './tree-problems'

/** Of a picture in the guidelines: it shows what a label means, or what it does not. */
export const ExampleKind = z.enum(['positive', 'negative'])
export type ExampleKind = z.infer<typeof ExampleKind>

/** The stable name of a label in data and exports: `extra_limbs`. */
export const LabelKey = z
  .string()
  .max(48, 'a key has at most 48 characters')
  .regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/, 'a key is lower-case words joined by underscores, such as extra_limbs')

const Name = StorableText.trim().min(1, 'give it a name').max(60, 'a name has at most 60 characters')
const Sentence = StorableText.trim().min(1, 'write a sentence or remove it').max(400, 'keep it under 400 characters')

export const TaxonomyLabel = z.strictObject({
  key: LabelKey,
  name: Name,
  definition: StorableText.trim()
    .min(1, 'describe in a sentence what the label means')
    .max(400, 'keep it under 400 characters'),
  colour: LabelColour,
  /** Shown beside the colour, so that a label is never shown only by colour. */
  glyph: StorableText.regex(/^\S{1,2}$/u, 'a glyph is one or two visible characters'),
  hotkey: z.string().regex(/^[1-9a-z]$/, 'a hotkey is one digit from 1 to 9 or one lower-case letter'),
  /** Whether a mark with this label needs a box. */
  spatial: z.boolean(),
  examples: z.strictObject({ positive: z.array(Sentence).max(12), negative: z.array(Sentence).max(12) }),
})
export type TaxonomyLabel = z.infer<typeof TaxonomyLabel>

export const TaxonomyAspect = z.strictObject({
  key: LabelKey,
  name: Name,
  labels: z.array(TaxonomyLabel).min(1, 'an aspect needs a label; add one or remove the aspect'),
})
export type TaxonomyAspect = z.infer<typeof TaxonomyAspect>

/**
 * The distortions that annotators can name: aspects and their labels, in the order of the screen and of every export.
 */
export const TaxonomyTree = z
  .strictObject({
    schemaVersion: z.literal(1),
    aspects: z.array(TaxonomyAspect).min(1, 'a taxonomy needs an aspect with a label; add one'),
  })
  .superRefine((tree, context) => {
    for (const { path, message } of treeProblems(tree)) context.addIssue({ code: 'custom', path, message })
  })
export type TaxonomyTree = z.infer<typeof TaxonomyTree>

/** Where in the tree something is wrong (`aspects.0.labels.2.key`), and how to fix it. */
export type TaxonomyProblem = { path: string; message: string }

/** Every problem of a tree that someone is editing, in the order of the tree; empty when it can be published. */
export function taxonomyProblems(input: unknown): TaxonomyProblem[] {
  const parsed = TaxonomyTree.safeParse(input, { error: mend })
  if (parsed.success) return []
  return parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
}

/** Words for what the schema itself leaves to zod. */
function mend(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'unrecognized_keys') return `unknown: ${issue.keys.join(', ')}; remove it`
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'this is missing; add it'
  return undefined
}

/** All labels in taxonomy order: aspect by aspect, top to bottom. */
export function flattenLabels(tree: TaxonomyTree): TaxonomyLabel[] {
  return tree.aspects.flatMap(({ labels }) => labels)
}
