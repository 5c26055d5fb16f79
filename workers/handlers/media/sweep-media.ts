import { sweepMedia } from '@/lib/services/media'
import { jobContext } from '@/workers/context'
import type { Handler } from '@/workers/handler'

export const sweepMediaHandler: Handler<Record<string, never>> = async ({ worker }) => {
  const swept = await sweepMedia({ ctx: jobContext(worker, 'media.sweep') })
  if (Object.values(swept).some((count) => count > 0)) worker.log.info(swept, 'removed what was left over')
}
