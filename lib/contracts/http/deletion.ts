import { z } from 'zod'
import { Slug } from '@/lib/domain/accounts'
import { Counted, DeletionKind, Hold, PersonExportState } from '@/lib/domain/deletion'
import { StorableText } from '@/lib/domain/shared'
import { Done, endpoint, Id, InProject, Page, pageOf, Timestamp } from './common'

const tags = ['deletion']

/** `withClips`: of an import, the clips that it brought too. */
export const Deletion = InProject.extend({
  kind: DeletionKind,
  ids: z.array(Id).min(1).max(100),
  withClips: z.boolean().default(false),
})
export type Deletion = z.infer<typeof Deletion>

/** In a query string everything is text, and a single id is not a list. */
const InQuery = Deletion.extend({
  ids: z.union([Deletion.shape.ids, Id.transform((id) => [id])]),
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

export const ArchivedProject = z.object({
  id: Id,
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  archivedAt: Timestamp,
  /** Marked for deletion; it is being taken away. */
  deleting: z.boolean(),
})
export type ArchivedProject = z.infer<typeof ArchivedProject>
export const ListArchived = Page
export type ListArchived = z.infer<typeof ListArchived>
/** `slug`: typed again by the person, so that no other project goes. */
export const DeleteProject = InProject.extend({ slug: Slug })
export type DeleteProject = z.infer<typeof DeleteProject>

export const InPerson = z.object({ userId: Id })
export type InPerson = z.infer<typeof InPerson>
/** `email`: typed again, so that no other person is deleted by mistake. */
export const DeletePerson = InPerson.extend({ email: StorableText.trim().toLowerCase().max(320) })
export type DeletePerson = z.infer<typeof DeletePerson>
export const PersonExportView = z.object({
  id: Id,
  state: PersonExportState,
  sizeBytes: z.int().nullable(),
  /** Null until it is ready; works only for the caller. */
  url: z.string().nullable(),
  createdAt: Timestamp,
  expiresAt: Timestamp,
})
export type PersonExportView = z.infer<typeof PersonExportView>

export const deletion = {
  preview: endpoint
    .route({
      method: 'GET',
      path: '/projects/{projectId}/deletion/{kind}',
      summary: 'Preview of a deletion: what is deleted, what remains, and what prevents it',
      tags,
    })
    .input(InQuery)
    .output(DeletionPreview),
  remove: endpoint
    .route({
      method: 'POST',
      path: '/projects/{projectId}/deletion/{kind}',
      summary: 'Delete clips, imports, models, runs or releases that nothing else needs; all of them or none',
      tags,
    })
    .input(Deletion)
    .output(Done),
  archiveProject: endpoint
    .route({
      method: 'POST',
      path: '/projects/{projectId}/archive',
      summary: 'Archive a project: members lose access, no data is lost',
      tags,
    })
    .input(InProject)
    .output(Done),
  listArchived: endpoint
    .route({
      method: 'GET',
      path: '/archived-projects',
      summary: 'List the archived projects of which the caller is an admin; owners see all',
      tags,
    })
    .input(ListArchived)
    .output(pageOf(ArchivedProject)),
  unarchiveProject: endpoint
    .route({
      method: 'POST',
      path: '/archived-projects/{projectId}/unarchive',
      summary: 'Restore an archived project',
      tags,
    })
    .input(InProject)
    .output(Done),
  previewProject: endpoint
    .route({
      method: 'GET',
      path: '/archived-projects/{projectId}/deletion',
      summary: 'Preview of deleting an archived project',
      tags,
    })
    .input(InProject)
    .output(DeletionPreview),
  deleteProject: endpoint
    .route({
      method: 'POST',
      path: '/archived-projects/{projectId}/deletion',
      summary: 'Delete an archived project with everything in it',
      tags,
    })
    .input(DeleteProject)
    .output(Done),
  previewPerson: endpoint
    .route({
      method: 'GET',
      path: '/people/{userId}/deletion',
      summary: 'Preview of deleting a person: what is deleted, and what remains under a pseudonym',
      tags,
    })
    .input(InPerson)
    .output(DeletionPreview),
  deletePerson: endpoint
    .route({
      method: 'POST',
      path: '/people/{userId}/deletion',
      summary: 'Delete a person; their answers and reviews remain under a pseudonym',
      tags,
    })
    .input(DeletePerson)
    .output(Done),
  exportPerson: endpoint
    .route({
      method: 'POST',
      path: '/people/{userId}/exports',
      summary: 'Make a file with all data stored about a person: yourself, or anyone if you are an owner',
      tags,
    })
    .input(InPerson)
    .output(PersonExportView),
  listPersonExports: endpoint
    .route({
      method: 'GET',
      path: '/people/{userId}/exports',
      summary: 'List the data files of a person, newest first',
      tags,
    })
    .input(Page.extend({ userId: Id }))
    .output(pageOf(PersonExportView)),
}
