import { z } from 'zod'
import type { Machine } from '@/lib/domain/shared'

export const TaxonomyState = z.enum(['draft', 'published'])
export type TaxonomyState = z.infer<typeof TaxonomyState>

/** A project's first version is made published. Source: docs/spec/states.md [ST3] */
export const taxonomyMachine: Machine<'TaxonomyVersion', TaxonomyState> = {
  model: 'TaxonomyVersion',
  noun: 'taxonomy',
  starts: ['draft', 'published'],
  moves: { draft: ['published'], published: [] },
}
