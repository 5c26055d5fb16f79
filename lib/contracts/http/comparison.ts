import { z } from 'zod'
import { ComparisonFigures, Standing } from '@/lib/domain/evaluation'
import { StorableText } from '@/lib/domain/shared'
import { endpoint, Id, InProject, Page, pageOf } from './common'
import { Filmstrip } from './media'
import { RunState, RunTitle } from './proposals'

const tags = ['evaluation']

/** `runId` is a, `otherRunId` is b. */
export const InComparison = InProject.extend({ runId: Id, otherRunId: Id })
export type InComparison = z.infer<typeof InComparison>

/** A run with where its model draws the line. */
export const ComparedRun = RunTitle.extend({ distortedScore: z.number() })
export type ComparedRun = z.infer<typeof ComparedRun>
export const RunComparison = z.object({ a: ComparedRun, b: ComparedRun, figures: ComparisonFigures })
export type RunComparison = z.infer<typeof RunComparison>

export const ComparisonOrder = z.enum(['difference', 'fell', 'rose', 'lowest-a', 'lowest-b'])
export type ComparisonOrder = z.infer<typeof ComparisonOrder>
export const ListComparedClips = InComparison.extend(Page.shape).extend({
  standing: Standing.optional(),
  /** Clips on which exactly one of the two names this label. */
  labelKey: StorableText.min(1).max(200).optional(),
  order: ComparisonOrder.default('difference'),
})
export type ListComparedClips = z.infer<typeof ListComparedClips>

/** What a run says of a clip; `state` is null where the run does not hold the clip. */
export const ComparedSide = z.object({
  state: RunState.nullable(),
  score: z.number().nullable(),
  isDistorted: z.boolean(),
  labels: z.array(z.string()),
  scores: z.array(z.object({ frameIndex: z.int(), score: z.number() })),
})
export type ComparedSide = z.infer<typeof ComparedSide>
export const ComparedClipView = z.object({
  videoId: Id,
  fileName: z.string(),
  prompt: z.string(),
  generator: z.string(),
  frameCount: z.int(),
  filmstrip: Filmstrip.nullable(),
  standing: Standing,
  /** Score in b minus score in a; null where one of them has none. */
  difference: z.number().nullable(),
  /** Where to look first. */
  frameIndex: z.int().nullable(),
  /** Whether both scored it, so that it is where they differ most; else it is the lowest of either. */
  isShared: z.boolean(),
  a: ComparedSide,
  b: ComparedSide,
})
export type ComparedClipView = z.infer<typeof ComparedClipView>

export const ListComparableRuns = InProject.extend(Page.shape).extend({ runId: Id })
export type ListComparableRuns = z.infer<typeof ListComparableRuns>
export const ComparableRun = RunTitle.extend({ shared: z.int() })
export type ComparableRun = z.infer<typeof ComparableRun>

export const comparison = {
  listComparableRuns: endpoint
    .route({
      method: 'GET',
      path: '/projects/{projectId}/runs/{runId}/comparable',
      summary: 'List the runs that share finished clips with this one, newest first',
      tags,
    })
    .input(ListComparableRuns)
    .output(pageOf(ComparableRun)),
  compareRuns: endpoint
    .route({
      method: 'GET',
      path: '/projects/{projectId}/runs/{runId}/comparison/{otherRunId}',
      summary: 'Compare two runs: clips, scores, labels and frames',
      tags,
    })
    .input(InComparison)
    .output(RunComparison),
  listComparedClips: endpoint
    .route({
      method: 'GET',
      path: '/projects/{projectId}/runs/{runId}/comparison/{otherRunId}/clips',
      summary: 'List the clips of two runs side by side',
      tags,
    })
    .input(ListComparedClips)
    .output(pageOf(ComparedClipView)),
}
