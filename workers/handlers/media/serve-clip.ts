import { countUnserved, giveUpServing, serveClip } from '@/lib/services/media'
import { jobContext } from '@/workers/context'
import type { Handler } from '@/workers/handler'
import { mediaTools } from '@/workers/media-tools'

/** The last attempt only says that it cannot be done. */
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
