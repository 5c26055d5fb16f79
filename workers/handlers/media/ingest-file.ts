import { giveUpFile, ingestFile } from '@/lib/services/media'
import { jobContext } from '@/workers/context'
import type { Handler } from '@/workers/handler'
import { mediaTools } from '@/workers/media-tools'

export const ingestFileHandler: Handler<{ importItemId: string }> = async ({
  worker,
  payload,
  lastAttempt,
  signal,
}) => {
  const ctx = jobContext(worker, 'media.ingest-file')
  try {
    await ingestFile({ ctx, input: payload, media: mediaTools, signal })
  } catch (error) {
    if (!lastAttempt || signal.aborted) throw error
    worker.log.error({ err: error, ...payload }, 'gave a file up')
    await giveUpFile({
      ctx,
      input: payload,
      reason:
        'The decoder failed on this file several times. Convert it, for example to H.264 in MP4, and import it again.',
    })
  }
}
