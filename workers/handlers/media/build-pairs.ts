import { refreshPromptPairs } from '@/lib/services/media'
import { jobContext } from '@/workers/context'
import type { Handler } from '@/workers/handler'

export const buildPairsHandler: Handler<{ projectId: string; promptId: string }> = async ({ worker, payload }) => {
  await refreshPromptPairs({ ctx: jobContext(worker, 'media.build-pairs'), input: payload })
}
