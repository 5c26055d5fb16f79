import type { DeletionKind } from '@/lib/domain/deletion'
import { carryOutDeletion } from '@/lib/services/deletion'
import { jobContext } from '@/workers/context'
import type { Handler } from '@/workers/handler'

export const carryOutHandler: Handler<{ kind: DeletionKind; id: string }> = ({ worker, payload, signal }) =>
  carryOutDeletion({ ctx: jobContext(worker, 'deletion.carry-out'), input: payload, signal })
