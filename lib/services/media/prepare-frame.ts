import { jobs } from '@/lib/contracts/jobs'
import type { Tx } from '@/lib/platform/db'
import { enqueue } from '@/lib/platform/queue'

/** Has the worker decode one frame ahead of being asked for; one that is there already costs nothing. */
export async function prepareFrame(tx: Tx, { videoId, frameIndex }: { videoId: string; frameIndex: number }) {
  await enqueue(tx, jobs.decodeFrames, { videoId, firstIndex: frameIndex, count: 1 })
}
