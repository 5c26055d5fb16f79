import type { z } from 'zod'
import { type JobDefinition, jobs } from '@/lib/contracts/jobs'
import type { Handler } from './context'
import type { EngineKind } from './engines'

export type RegisteredJob = {
  name: string
  payload: z.ZodType
  load: () => Promise<Handler<never>>
}

function register<Payload>(job: JobDefinition<Payload>, load: () => Promise<Handler<Payload>>): RegisteredJob {
  return { name: job.name, payload: job.payload, load: load as RegisteredJob['load'] }
}

/** Handlers are imported at their first job, so that naming a job never loads a decoder or an inference runtime. */
export const mediaJobs = [
  register(jobs.ingestFile, async () => (await import('./handlers/media')).ingestFileHandler),
  register(jobs.decodeFrames, async () => (await import('./handlers/media')).decodeFramesHandler),
  register(jobs.buildPairs, async () => (await import('./handlers/media')).buildPairsHandler),
]

/** What may take long with one clip, so that clips that are quickly read pass by. Source: docs/spec/ingest-budget.md [IB3] */
export const largeMediaJobs = [
  register(jobs.ingestLargeFile, async () => (await import('./handlers/media')).ingestLargeFileHandler),
  register(jobs.serveClip, async () => (await import('./handlers/media')).serveClipHandler),
]

async function scoreVideo() {
  return (await import('./handlers/proposals')).scoreVideoHandler
}

/** Each kind of engine has its own lanes. */
export const scoringJobs: Record<EngineKind, RegisteredJob[]> = {
  'frame-onnx': [register(jobs.scoreVideo, scoreVideo)],
  'vlm-onnx': [register(jobs.scoreVideoByCheckpoint, scoreVideo)],
  openai: [register(jobs.scoreVideoByServer, scoreVideo)],
}

/** Deleting is long and rare, and must not delay reports. */
export const deletionJobs = [
  register(jobs.carryOutDeletion, async () => (await import('./handlers/deletion')).carryOutHandler),
  register(jobs.sweepAccounts, async () => (await import('./handlers/accounts')).sweepAccountsHandler),
  register(jobs.sweepMedia, async () => (await import('./handlers/media')).sweepMediaHandler),
  register(jobs.deleteProject, async () => (await import('./handlers/deletion')).removeProjectHandler),
  register(jobs.redactPerson, async () => (await import('./handlers/deletion')).redactPersonHandler),
  register(jobs.exportPerson, async () => (await import('./handlers/deletion')).exportPersonHandler),
  register(jobs.removeMedia, async () => (await import('./handlers/deletion')).removeMediaHandler),
]

export const reportJobs = [
  register(jobs.matchImport, async () => (await import('./handlers/media')).matchImportHandler),
  register(jobs.refreshAgreement, async () => (await import('./handlers/agreement')).refreshAgreementHandler),
  register(jobs.refreshQueue, async () => (await import('./handlers/labelling')).refreshQueueHandler),
  register(jobs.evaluateRun, async () => (await import('./handlers/evaluation')).evaluateRunHandler),
  register(jobs.runEvaluation, async () => (await import('./handlers/evaluation')).runEvaluationHandler),
  register(jobs.computeComparison, async () => (await import('./handlers/evaluation')).computeComparisonHandler),
  register(jobs.buildRelease, async () => (await import('./handlers/exports')).buildReleaseHandler),
]
