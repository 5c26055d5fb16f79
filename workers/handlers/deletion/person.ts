import { isLostConnection } from '@/lib/platform/db'
import { failPersonExport, type RedactPerson, redactPerson, writePersonExport } from '@/lib/services/deletion'
import { jobContext } from '@/workers/context'
import type { Handler } from '@/workers/handler'

export const redactPersonHandler: Handler<RedactPerson> = ({ worker, payload }) =>
  redactPerson({ ctx: jobContext(worker, 'deletion.redact-person'), input: payload })

export const exportPersonHandler: Handler<{ exportId: string }> = async ({ worker, payload, lastAttempt, signal }) => {
  const ctx = jobContext(worker, 'deletion.export-person')
  try {
    await writePersonExport({ ctx, input: payload })
  } catch (error) {
    if (!lastAttempt || signal.aborted || isLostConnection(error)) throw error
    worker.log.error({ err: error, ...payload }, "gave the file of a person's data up")
    await failPersonExport({ ctx, input: payload })
  }
}
