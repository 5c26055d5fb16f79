import { z } from 'zod'
import { Counted, DeletionKind, Hold } from '@/lib/domain/deletion'
import { Done, endpoint, Id, InProject } from './common'

const tags = ['deletion']

/** `withClips`: of an import, the clips that it brought too. */
export const Deletion = InProject.extend({
  kind: DeletionKind,
  ids: z.array(Id).min(1).max(100),
  withClips: z.boolean().default(false),
})
export type Deletion = z.infer<typeof Deletion>

/** In a query string everything is text. */
const InQuery = Deletion.extend({
  withClips: z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]).default(false),
})

export const DeletionPreview = z.object({
  /** Of what is to go, a few at most. */
  names: z.array(z.string()),
  goes: z.array(Counted),
  stays: z.array(Counted),
  /** Must go or end first; with any of them nothing can be deleted. */
  holds: z.array(Hold),
})
export type DeletionPreview = z.infer<typeof DeletionPreview>

export const deletion = {
  preview: endpoint
    .route({
      method: 'GET',
      path: '/projects/{projectId}/deletion/{kind}',
      summary: 'What deleting these would take along, what stays, and what holds them',
      tags,
    })
    .input(InQuery)
    .output(DeletionPreview),
  remove: endpoint
    .route({
      method: 'POST',
      path: '/projects/{projectId}/deletion/{kind}',
      summary: 'Delete clips, imports, models, runs or releases that nothing holds; all of them or none',
      tags,
    })
    .input(Deletion)
    .output(Done),
}
