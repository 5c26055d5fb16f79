import { jobs } from '@/lib/contracts/jobs'
import { withTransaction } from '@/lib/platform/context'
import { BackupRunningError } from '@/lib/platform/db'
import { enqueue } from '@/lib/platform/queue'
import { type RemoveMedia, removeMedia } from '@/lib/services/deletion'
import { jobContext } from '@/workers/context'
import type { Handler } from '@/workers/handler'

const WAIT_MS = 60_000

/** While a backup runs, objects stay in their place; the job comes again and has lost no attempt. */
export const removeMediaHandler: Handler<RemoveMedia> = async ({ worker, payload }) => {
  const ctx = jobContext(worker, 'deletion.remove-media')
  try {
    await removeMedia({ ctx, input: payload })
  } catch (error) {
    if (!(error instanceof BackupRunningError)) throw error
    const runAt = new Date(ctx.now().getTime() + WAIT_MS)
    await withTransaction(ctx, (tx) => enqueue(tx, jobs.removeMedia, payload, { runAt }))
  }
}
