import { giveUpMatching, matchImport } from '@/lib/services/media'
import { jobContext } from '@/workers/context'
import type { Handler } from '@/workers/handler'

/** The last attempt only gives up, so that a person can try another manifest. */
export const matchImportHandler: Handler<{ importId: string }> = async ({ worker, payload, lastAttempt }) => {
  const ctx = jobContext(worker, 'media.match-import')
  if (lastAttempt) {
    worker.log.error(payload, 'gave the matching of an import up')
    await giveUpMatching({ ctx, input: payload })
  } else await matchImport({ ctx, input: payload })
}
