import { z } from 'zod'
import { Gates, MarkChoice, ReleaseCounts, ReleaseState } from '@/lib/domain/exports'
import { StorableText } from '@/lib/domain/shared'
import { endpoint, Id, InProject, ProjectPage, pageOf, Timestamp } from './common'

const tags = ['exports']

export const ReleaseGates = Gates
export const CreateRelease = InProject.extend({
  name: StorableText.trim().min(1).max(120),
  gates: ReleaseGates.prefault({}),
  /** All marks of a track, or those on the frames that a person drew on. */
  marks: MarkChoice.default('expanded'),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(0),
})
export type CreateRelease = z.infer<typeof CreateRelease>

export const ReleaseFile = z.object({ path: z.string(), sha256: z.string(), bytes: z.int(), rows: z.int().nullable() })
export const ReleaseView = z.object({
  id: Id,
  number: z.int(),
  name: z.string(),
  state: z.enum([...ReleaseState.options, 'deleting']),
  /** 0–1 while building. */
  progress: z.number(),
  gates: ReleaseGates,
  marks: MarkChoice,
  seed: z.int(),
  /** Null until the build is done. */
  counts: ReleaseCounts.nullable(),
  manifestSha256: z.string().nullable(),
  error: z.string().nullable(),
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
})
export type ReleaseView = z.infer<typeof ReleaseView>
export const InRelease = InProject.extend({ releaseId: Id })
export type InRelease = z.infer<typeof InRelease>

export const ListReleaseFiles = ProjectPage.extend({ releaseId: Id })
export type ListReleaseFiles = z.infer<typeof ListReleaseFiles>

export const releases = {
  createRelease: endpoint
    .route({ method: 'POST', path: '/projects/{projectId}/releases', summary: 'Build an immutable release', tags })
    .input(CreateRelease)
    .output(ReleaseView),
  listReleases: endpoint
    .route({ method: 'GET', path: '/projects/{projectId}/releases', summary: 'List the releases, newest first', tags })
    .input(ProjectPage)
    .output(pageOf(ReleaseView)),
  getRelease: endpoint
    .route({ method: 'GET', path: '/projects/{projectId}/releases/{releaseId}', summary: 'Get a release', tags })
    .input(InRelease)
    .output(ReleaseView),
  listReleaseFiles: endpoint
    .route({
      method: 'GET',
      path: '/projects/{projectId}/releases/{releaseId}/files',
      summary: 'List the files of a release with signed URLs, the manifest first and pictures last',
      tags,
    })
    .input(ListReleaseFiles)
    .output(pageOf(ReleaseFile.extend({ url: z.string() }))),
}
