import { isPassing } from '@/lib/platform/failures'
import { buildRelease, failRelease } from '@/lib/services/exports'
import { type Handler, jobContext } from '@/workers/context'
import { mediaTools } from '@/workers/media-tools'

export const buildReleaseHandler: Handler<{ releaseId: string }> = async ({ worker, payload, lastAttempt, signal }) => {
  const ctx = jobContext(worker, 'exports.build-release')
  try {
    await buildRelease({ ctx, input: payload, media: mediaTools, signal })
  } catch (error) {
    if (!lastAttempt || signal.aborted || isPassing(error)) throw error
    worker.log.error({ err: error, ...payload }, 'gave a release up')
    const reason = 'The build failed several times on the server; see the log of the worker.'
    await failRelease({ ctx, input: payload, reason })
  }
}
