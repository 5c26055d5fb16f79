import { type RemoveMedia, removeMedia } from '@/lib/services/deletion'
import { jobContext } from '@/workers/context'
import type { Handler } from '@/workers/handler'

export const removeMediaHandler: Handler<RemoveMedia> = ({ worker, payload }) =>
  removeMedia({ ctx: jobContext(worker, 'deletion.remove-media'), input: payload })
