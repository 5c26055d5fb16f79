import { z } from 'zod'
import { DeletionKind } from '@/lib/domain/deletion'
import type { ModelManifest } from '@/lib/domain/proposals'

export type JobDefinition<Payload> = {
  name: string
  payload: z.ZodType<Payload>
  /** Two waiting jobs with one key are one job. */
  key: (payload: Payload) => string
  maxAttempts: number
}

function defineJob<Payload>(
  name: string,
  payload: z.ZodType<Payload>,
  key: (payload: Payload) => string,
  maxAttempts = 5,
): JobDefinition<Payload> {
  return { name, payload, key: (given) => `${name}:${key(given)}`, maxAttempts }
}

const RunVideoJob = z.object({ runVideoId: z.uuid() })

export const jobs = {
  ingestFile: defineJob('media.ingest-file', z.object({ importItemId: z.uuid() }), (p) => p.importItemId),
  ingestLargeFile: defineJob('media.ingest-large-file', z.object({ importItemId: z.uuid() }), (p) => p.importItemId),
  matchImport: defineJob('media.match-import', z.object({ importId: z.uuid() }), (p) => p.importId),
  decodeFrames: defineJob(
    'media.decode-frames',
    z.object({ videoId: z.uuid(), firstIndex: z.int().min(0), count: z.int().min(1).max(64) }),
    (p) => `${p.videoId}:${p.firstIndex}:${p.count}`,
  ),
  serveClip: defineJob('media.serve-clip', z.object({ videoId: z.uuid() }), (p) => p.videoId, 3),
  sweepAccounts: defineJob('accounts.sweep', z.object({}), () => 'all', 25),
  sweepMedia: defineJob('media.sweep', z.object({}), () => 'all', 25),
  buildPairs: defineJob('media.build-pairs', z.object({ projectId: z.uuid(), promptId: z.uuid() }), (p) => p.promptId),
  /** One for each kind of engine, so that clips of a small network do not wait behind a checkpoint or a server. */
  scoreVideo: defineJob('proposals.score-video', RunVideoJob, (p) => p.runVideoId),
  scoreVideoByCheckpoint: defineJob('proposals.score-video-by-checkpoint', RunVideoJob, (p) => p.runVideoId),
  scoreVideoByServer: defineJob('proposals.score-video-by-server', RunVideoJob, (p) => p.runVideoId),
  refreshQueue: defineJob('labelling.refresh-queue', z.object({ projectId: z.uuid() }), (p) => p.projectId),
  refreshAgreement: defineJob('agreement.refresh', z.object({ projectId: z.uuid() }), (p) => p.projectId),
  evaluateRun: defineJob('evaluation.evaluate-run', z.object({ runId: z.uuid() }), (p) => p.runId),
  runEvaluation: defineJob('evaluation.run', z.object({ evaluationId: z.uuid() }), (p) => p.evaluationId),
  computeComparison: defineJob(
    'evaluation.compute-comparison',
    z.object({ comparisonId: z.uuid() }),
    (p) => p.comparisonId,
  ),
  /** Takes away what was marked, step by step. */
  carryOutDeletion: defineJob(
    'deletion.carry-out',
    z.object({ kind: DeletionKind, id: z.uuid() }),
    (p) => `${p.kind}:${p.id}`,
    25,
  ),
  deleteProject: defineJob('deletion.project', z.object({ projectId: z.uuid() }), (p) => p.projectId, 25),
  /** Replaces what named a person in the audit log by their pseudonym. */
  redactPerson: defineJob(
    'deletion.redact-person',
    z.object({ userId: z.uuid(), words: z.array(z.tuple([z.string(), z.string()])).max(10) }),
    (p) => p.userId,
    25,
  ),
  exportPerson: defineJob('deletion.export-person', z.object({ exportId: z.uuid() }), (p) => p.exportId),
  /** `sha256`: the objects are those of a content, and stay while anything else has it. */
  removeMedia: defineJob(
    'deletion.remove-media',
    z.object({
      sha256: z.string().nullable(),
      keys: z.array(z.string()).max(1000),
      folders: z.array(z.string()).max(1000),
    }),
    (p) => p.sha256 ?? p.keys[0] ?? p.folders[0] ?? '',
    25,
  ),
  buildRelease: defineJob('exports.build-release', z.object({ releaseId: z.uuid() }), (p) => p.releaseId),
} as const

/** The job that scores a clip with an engine of a kind. */
export const scoringJobs: Record<ModelManifest['engine'], JobDefinition<z.infer<typeof RunVideoJob>>> = {
  'frame-onnx': jobs.scoreVideo,
  'vlm-onnx': jobs.scoreVideoByCheckpoint,
  openai: jobs.scoreVideoByServer,
}
