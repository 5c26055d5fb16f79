import { storeFrames } from '@/lib/services/media'
import { jobContext } from '@/workers/context'
import type { Handler } from '@/workers/handler'
import { mediaTools } from '@/workers/media-tools'

type Payload = { videoId: string; firstIndex: number; count: number }

export const decodeFramesHandler: Handler<Payload> = async ({ worker, payload, signal }) => {
  await storeFrames({ ctx: jobContext(worker, 'media.decode-frames'), input: payload, media: mediaTools, signal })
}
