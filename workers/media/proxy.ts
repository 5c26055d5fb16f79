import { frameCount, framePtsUs, proxySize } from '@/lib/domain/media'
import { decodeFrames } from './decode'
import { encodeVideo } from './encode'
import type { Probe } from './probe'

const LONG_SIDE = 1280
const KEY_EVERY = 12

/**
 * Writes a VP9 MP4 that every browser plays, whose N-th frame is the source's N-th at the table's timestamp.
 * @throws RangeError when the source no longer has the frames that the probe found
 * Source: docs/spec/frames.md [FR16]
 */
export async function makeProxy(
  path: string,
  probe: Pick<Probe, 'frameTable' | 'durationUs' | 'displayWidth' | 'displayHeight'>,
  target: string,
  signal?: AbortSignal,
): Promise<void> {
  const { frameTable } = probe
  const count = frameCount(frameTable)
  const size = proxySize({ width: probe.displayWidth, height: probe.displayHeight }, LONG_SIDE)
  const indices = Array.from({ length: count }, (_, index) => index)
  const decoded = decodeFrames(path, indices, { ...size, fit: 'stretch' }, signal, frameTable)
  await encodeVideo(target, {
    ...size,
    ptsUs: frameTable.ptsUs,
    lastFrameUs: probe.durationUs - framePtsUs(frameTable, count - 1),
    frames: pixels(decoded),
    codec: 'vp9',
    quality: 'fast',
    keyEvery: KEY_EVERY,
    signal,
  })
}

async function* pixels(frames: AsyncIterable<{ data: Uint8Array }>): AsyncGenerator<Uint8Array> {
  for await (const { data } of frames) yield data
}
