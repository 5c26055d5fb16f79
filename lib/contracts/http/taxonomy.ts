import { z } from 'zod'
import { storableInt } from '@/lib/domain/shared'
import { TaxonomyState, TaxonomyTree } from '@/lib/domain/taxonomy'
import { endpoint, Id, InProject, Timestamp } from './common'

const tags = ['taxonomy']

export const TaxonomyVersionView = z.object({
  id: Id,
  number: z.int(),
  state: TaxonomyState,
  tree: TaxonomyTree,
  sha256: z.string().nullable(),
  revision: z.int(),
  publishedAt: Timestamp.nullable(),
  annotations: z.int(),
})
export type TaxonomyVersionView = z.infer<typeof TaxonomyVersionView>

export const SaveTaxonomyDraft = InProject.extend({
  /** Revision the edit started from; an older one is refused. */
  revision: storableInt(0),
  tree: TaxonomyTree,
})
export type SaveTaxonomyDraft = z.infer<typeof SaveTaxonomyDraft>
export const PublishTaxonomy = InProject.extend({ revision: storableInt(0) })
export type PublishTaxonomy = z.infer<typeof PublishTaxonomy>

export const taxonomy = {
  listVersions: endpoint
    .route({
      method: 'GET',
      path: '/projects/{projectId}/taxonomy',
      summary: 'List the taxonomy versions, newest first',
      tags,
    })
    .input(InProject)
    .output(z.array(TaxonomyVersionView)),
  saveDraft: endpoint
    .route({
      method: 'PUT',
      path: '/projects/{projectId}/taxonomy/draft',
      summary: 'Save the draft of the next version',
      tags,
    })
    .input(SaveTaxonomyDraft)
    .output(TaxonomyVersionView),
  publish: endpoint
    .route({
      method: 'POST',
      path: '/projects/{projectId}/taxonomy/draft/publish',
      summary: 'Publish the draft as an immutable version',
      tags,
    })
    .input(PublishTaxonomy)
    .output(TaxonomyVersionView),
}
