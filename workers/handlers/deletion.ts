import type { DeletionKind } from '@/lib/domain/deletion'
import { isLostConnection } from '@/lib/platform/db'
import {
  carryOutDeletion,
  failPersonExport,
  type RedactPerson,
  type RemoveMedia,
  type RemoveProject,
  redactPerson,
  removeMedia,
  removeProject,
  writePersonExport,
} from '@/lib/services/deletion'
import { type Handler, jobContext } from '@/workers/context'

export const redactPersonHandler: Handler<RedactPerson> = ({ worker, payload }) =>
  redactPerson({ ctx: jobContext(worker, 'deletion.redact-person'), input: payload })

export const exportPersonHandler: Handler<{ exportId: string }> = async ({ worker, payload, lastAttempt, signal }) => {
  const ctx = jobContext(worker, 'deletion.export-person')
  try {
    await writePersonExport({ ctx, input: payload })
  } catch (error) {
    if (!lastAttempt || signal.aborted || isLostConnection(error)) throw error
    worker.log.error({ err: error, ...payload }, "gave up making the file of a person's data")
    await failPersonExport({ ctx, input: payload })
  }
}

export const carryOutHandler: Handler<{ kind: DeletionKind; id: string }> = ({ worker, payload, signal }) =>
  carryOutDeletion({ ctx: jobContext(worker, 'deletion.carry-out'), input: payload, signal })

export const removeMediaHandler: Handler<RemoveMedia> = ({ worker, payload }) =>
  removeMedia({ ctx: jobContext(worker, 'deletion.remove-media'), input: payload })

export const removeProjectHandler: Handler<RemoveProject> = ({ worker, payload, signal }) =>
  removeProject({ ctx: jobContext(worker, 'deletion.project'), input: payload, signal })
