import { z } from 'zod'
import { Alias, Box, StorableText, storableInt } from '@/lib/domain/shared'
import { ExampleKind } from '@/lib/domain/taxonomy'
import { ClipRef, Done, endpoint, Id, InProject, ProjectPage, pageOf, Timestamp } from './common'

const tags = ['labelling']

/** A picture that shows what a label means, or (negative) what it does not. */
export const ExampleView = z.object({
  id: Id,
  labelKey: z.string(),
  kind: ExampleKind,
  videoId: Alias,
  frameIndex: z.int(),
  box: Box,
  note: z.string(),
  createdAt: Timestamp,
})
export type ExampleView = z.infer<typeof ExampleView>
export const ListExamples = ProjectPage.extend({ labelKey: StorableText.min(1).max(64).optional() })
export type ListExamples = z.infer<typeof ListExamples>
export const AddExample = InProject.extend({
  labelKey: StorableText.min(1).max(64),
  kind: ExampleKind,
  /** As the caller sees the clip in a pair. Who may read the media may give its id. */
  videoId: ClipRef,
  frameIndex: storableInt(0),
  box: Box,
  note: StorableText.trim().max(300).default(''),
})
export type AddExample = z.infer<typeof AddExample>
export const RemoveExample = InProject.extend({ exampleId: Id })
export type RemoveExample = z.infer<typeof RemoveExample>

/** Part of the labelling endpoints. */
export const examples = {
  listExamples: endpoint
    .route({
      method: 'GET',
      path: '/projects/{projectId}/examples',
      summary: 'List the example pictures of the labels, newest first',
      tags,
    })
    .input(ListExamples)
    .output(pageOf(ExampleView)),
  addExample: endpoint
    .route({ method: 'POST', path: '/projects/{projectId}/examples', summary: 'Add an example picture', tags })
    .input(AddExample)
    .output(ExampleView),
  removeExample: endpoint
    .route({
      method: 'DELETE',
      path: '/projects/{projectId}/examples/{exampleId}',
      summary: 'Remove an example picture',
      tags,
    })
    .input(RemoveExample)
    .output(Done),
}
