import { FULL_BUDGET, type IngestBudget, QUICK_BUDGET } from '@/lib/domain/media'
import {
  countUnserved,
  giveUpFile,
  giveUpMatching,
  giveUpServing,
  ingestFile,
  matchImport,
  refreshPromptPairs,
  serveClip,
  storeFrames,
  sweepMedia,
} from '@/lib/services/media'
import { type Handler, jobContext } from '@/workers/context'
import { mediaTools } from '@/workers/media-tools'

export const buildPairsHandler: Handler<{ projectId: string; promptId: string }> = async ({ worker, payload }) => {
  await refreshPromptPairs({ ctx: jobContext(worker, 'media.build-pairs'), input: payload })
}

/** The last attempt only ends the matching, so that a person can send another manifest. */
export const matchImportHandler: Handler<{ importId: string }> = async ({ worker, payload, lastAttempt }) => {
  const ctx = jobContext(worker, 'media.match-import')
  if (lastAttempt) {
    worker.log.error(payload, 'gave up matching an import')
    await giveUpMatching({ ctx, input: payload })
  } else await matchImport({ ctx, input: payload })
}

type IngestHandler = Handler<{ importItemId: string }>

const REASON =
  'The decoder failed on this file several times. Convert it, for example to H.264 in MP4, and import it again.'

/** The last attempt only refuses the file: a file that kills or hangs the process must not do so for ever. */
function ingestHandler(job: string, budget: IngestBudget): IngestHandler {
  return async ({ worker, payload, lastAttempt, signal }) => {
    const ctx = jobContext(worker, job)
    if (lastAttempt) {
      worker.log.error(payload, 'gave a file up')
      await giveUpFile({ ctx, input: payload, reason: REASON })
    } else await ingestFile({ ctx, input: payload, media: mediaTools, budget, signal })
  }
}

export const ingestFileHandler: IngestHandler = ingestHandler('media.ingest-file', QUICK_BUDGET)
export const ingestLargeFileHandler: IngestHandler = ingestHandler('media.ingest-large-file', FULL_BUDGET)

/** The last attempt only records that it cannot be done. */
export const serveClipHandler: Handler<{ videoId: string }> = async ({ worker, payload, lastAttempt, signal }) => {
  const ctx = jobContext(worker, 'media.serve-clip')
  if (lastAttempt) {
    worker.log.error(payload, 'no copy for browsers can be made of a clip')
    await giveUpServing({ ctx, input: payload })
    return
  }
  await serveClip({ ctx, input: payload, media: mediaTools, signal })
  worker.log.info({ ...payload, left: await countUnserved(ctx) }, 'made a copy of a clip for browsers')
}

type Payload = { videoId: string; firstIndex: number; count: number }

export const decodeFramesHandler: Handler<Payload> = async ({ worker, payload, signal }) => {
  await storeFrames({ ctx: jobContext(worker, 'media.decode-frames'), input: payload, media: mediaTools, signal })
}

export const sweepMediaHandler: Handler<Record<string, never>> = async ({ worker }) => {
  const swept = await sweepMedia({ ctx: jobContext(worker, 'media.sweep') })
  if (Object.values(swept).some((count) => count > 0)) worker.log.info(swept, 'removed leftovers')
}
