import { FULL_BUDGET, type IngestBudget, QUICK_BUDGET } from '@/lib/domain/media'
import { giveUpFile, ingestFile } from '@/lib/services/media'
import { jobContext } from '@/workers/context'
import type { Handler } from '@/workers/handler'
import { mediaTools } from '@/workers/media-tools'

type IngestHandler = Handler<{ importItemId: string }>

const REASON =
  'The decoder failed on this file several times. Convert it, for example to H.264 in MP4, and import it again.'

/** The last attempt only gives up: a file that kills the process, or hangs it, must not do so for ever. */
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
