import { z } from 'zod'
import { RunState } from '@/lib/domain/proposals'
import { Alias, Box, StorableText } from '@/lib/domain/shared'
import { endpoint, Id, InProject, ProjectPage, pageOf, Timestamp } from './common'
import { Filmstrip } from './media'

const tags = ['proposals']

export const ModelView = z.object({
  id: Id,
  name: z.string(),
  version: z.string(),
  engine: z.string(),
  location: z.string(),
  sha256: z.string(),
  labels: z.array(z.string()),
  /** Marked for deletion; it is being taken away. */
  deleting: z.boolean(),
  createdAt: Timestamp,
})
export type ModelView = z.infer<typeof ModelView>
export const InModel = InProject.extend({ modelVersionId: Id })
export type InModel = z.infer<typeof InModel>
/** Labels that the project's taxonomy does not have: proposals with them are not shown. */
const unknownLabels = z.array(z.string())
/** With the thresholds that turn its scores into proposals, and its training record. */
export const ModelDetail = ModelView.extend({
  thresholds: z.object({ distortedScore: z.number(), labelProbability: z.number(), high: z.number(), low: z.number() }),
  training: z.record(z.string(), z.unknown()),
  unknownLabels,
  /** Its newest run that has finished a clip. */
  newestRunId: Id.nullable(),
})
export type ModelDetail = z.infer<typeof ModelDetail>
/** `location`: "builtin:default", or a folder below FRAMEJURY_MODELS. */
export const RegisterModel = InProject.extend({ location: StorableText.trim().min(1).max(300) })
export type RegisterModel = z.infer<typeof RegisterModel>
/** `isNew`: false where the same model was registered before. */
export const RegisteredModel = ModelView.extend({ isNew: z.boolean(), unknownLabels })
export type RegisteredModel = z.infer<typeof RegisteredModel>

export { RunState }
export const RunSettings = z.object({
  schemaVersion: z.literal(1).default(1),
  /** Frame budget per second of video. */
  targetFps: z.number().min(0.1).max(30).default(2),
  /** Null takes the model's own thresholds. */
  high: z.number().min(1).max(5).nullable().default(null),
  low: z.number().min(1).max(5).nullable().default(null),
})
export type RunSettings = z.infer<typeof RunSettings>
export const CreateRun = InProject.extend({
  modelVersionId: Id,
  /** Null: every ready video of the project. */
  videoIds: z.array(Id).min(1).max(10_000).nullable().default(null),
  settings: RunSettings.prefault({}),
  /** Whether annotators see what it finds; left out, only when no other run is shown. */
  shown: z.boolean().optional(),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(0),
})
export type CreateRun = z.infer<typeof CreateRun>

export const RunView = z.object({
  id: Id,
  model: z.object({ id: Id, name: z.string(), version: z.string() }),
  state: RunState,
  /** Marked for deletion; it is being taken away. */
  deleting: z.boolean(),
  /** Whether tasks claimed now show what it found; else it is a trial. */
  shown: z.boolean(),
  settings: RunSettings,
  provider: z.string().nullable(),
  providerReasons: z.array(z.string()),
  error: z.string().nullable(),
  videos: z.object({
    total: z.int(),
    queued: z.int(),
    running: z.int(),
    done: z.int(),
    failed: z.int(),
    cancelled: z.int(),
  }),
  frames: z.object({
    scored: z.int(),
    budget: z.int(),
    /** Of clips that have not ended, at most. */
    remaining: z.int(),
    /** Since the run started, or was retried. */
    perSecond: z.number().nullable(),
  }),
  proposals: z.int(),
  createdAt: Timestamp,
  startedAt: Timestamp.nullable(),
  finishedAt: Timestamp.nullable(),
})
export type RunView = z.infer<typeof RunView>
export const RunDetails = RunView.extend({
  /** Number of clips of runs that were queued earlier than this queued run; null once it has started. */
  clipsAhead: z.int().nullable(),
})
export type RunDetails = z.infer<typeof RunDetails>
export const RunTitle = RunView.pick({
  id: true,
  model: true,
  state: true,
  deleting: true,
  shown: true,
  settings: true,
  createdAt: true,
  finishedAt: true,
})
export type RunTitle = z.infer<typeof RunTitle>
export const InRun = InProject.extend({ runId: Id })
export type InRun = z.infer<typeof InRun>
export const ShowRun = InRun.extend({ shown: z.boolean() })
export type ShowRun = z.infer<typeof ShowRun>
export const RunVideoView = z.object({
  id: Id,
  videoId: Id,
  fileName: z.string(),
  prompt: z.string(),
  generator: z.string(),
  state: RunState,
  attempts: z.int(),
  score: z.number().nullable(),
  framesScored: z.int(),
  frameBudget: z.int(),
  frameCount: z.int(),
  proposals: z.int(),
  error: z.string().nullable(),
  /** For the heat drawn over the filmstrip; at most 240, see docs/spec/proposals.md [PP22]. */
  scores: z.array(z.object({ frameIndex: z.int(), score: z.number() })),
  filmstrip: Filmstrip.nullable(),
})
export type RunVideoView = z.infer<typeof RunVideoView>
export const ListRunVideos = ProjectPage.extend({ runId: Id, state: RunState.optional() })
export type ListRunVideos = z.infer<typeof ListRunVideos>

export const ProposalView = z.object({
  id: Alias,
  frameIndex: z.int(),
  labelKey: z.string(),
  box: Box.nullable(),
  probability: z.number(),
  score: z.number(),
})
export type ProposalView = z.infer<typeof ProposalView>

export const proposals = {
  listModels: endpoint
    .route({ method: 'GET', path: '/projects/{projectId}/models', summary: 'List the registered model versions', tags })
    .input(ProjectPage)
    .output(pageOf(ModelView)),
  getModel: endpoint
    .route({
      method: 'GET',
      path: '/projects/{projectId}/models/{modelVersionId}',
      summary: 'Get a model version',
      tags,
    })
    .input(InModel)
    .output(ModelDetail),
  registerModel: endpoint
    .route({ method: 'POST', path: '/projects/{projectId}/models', summary: 'Register a model folder', tags })
    .input(RegisterModel)
    .output(RegisteredModel),
  createRun: endpoint
    .route({ method: 'POST', path: '/projects/{projectId}/runs', summary: 'Run a model over videos', tags })
    .input(CreateRun)
    .output(RunView),
  listRuns: endpoint
    .route({ method: 'GET', path: '/projects/{projectId}/runs', summary: 'List the runs, newest first', tags })
    .input(ProjectPage)
    .output(pageOf(RunView)),
  getRun: endpoint
    .route({ method: 'GET', path: '/projects/{projectId}/runs/{runId}', summary: 'Progress of a run', tags })
    .input(InRun)
    .output(RunDetails),
  listRunVideos: endpoint
    .route({
      method: 'GET',
      path: '/projects/{projectId}/runs/{runId}/videos',
      summary: 'List the videos of a run with their scores',
      tags,
    })
    .input(ListRunVideos)
    .output(pageOf(RunVideoView)),
  cancelRun: endpoint
    .route({ method: 'POST', path: '/projects/{projectId}/runs/{runId}/cancel', summary: 'Cancel a run', tags })
    .input(InRun)
    .output(RunView),
  retryRun: endpoint
    .route({
      method: 'POST',
      path: '/projects/{projectId}/runs/{runId}/retry',
      summary: 'Retry the failed and cancelled videos of a run',
      tags,
    })
    .input(InRun)
    .output(RunView),
  showRun: endpoint
    .route({
      method: 'PUT',
      path: '/projects/{projectId}/runs/{runId}/shown',
      summary: 'Show a run to annotators, or hide it',
      tags,
    })
    .input(ShowRun)
    .output(RunView),
}
