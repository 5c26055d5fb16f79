import { frameCount, framePtsUs, proxySize, REDUCED_SIDE } from '@/lib/domain/media'
import { decodeFrames } from './decode'
import { encodeVideo } from './encode'
import type { Progress } from './ffmpeg'
import type { Probe } from './probe'

const PROXY_SIDE = 1280
const KEY_EVERY = 12

type Probed = Pick<Probe, 'frameTable' | 'durationUs' | 'displayWidth' | 'displayHeight'>

/**
 * Writes what a browser plays instead of an original that it does not play, or not as the server reads it.
 * @throws RangeError when the source no longer has the frames that the probe found
 * Source: docs/spec/frames.md [FR16]
 */
export function makeProxy(path: string, probe: Probed, target: string, progress?: Progress): Promise<void> {
  return makeCopy(path, probe, target, PROXY_SIDE, progress)
}

/**
 * Writes a copy of a large original in fewer pixels, for stepping and playing.
 * @throws RangeError when the source no longer has the frames that the probe found
 * Source: docs/spec/frames.md [FR17]
 */
export function makeReduced(path: string, probe: Probed, target: string, progress?: Progress): Promise<void> {
  return makeCopy(path, probe, target, REDUCED_SIDE, progress)
}

/** A VP9 MP4 that every browser plays, whose N-th frame is the source's N-th at the table's timestamp. */
async function makeCopy(
  path: string,
  probe: Probed,
  target: string,
  longSide: number,
  { signal, onFrame }: Progress = {},
): Promise<void> {
  const { frameTable } = probe
  const count = frameCount(frameTable)
  const size = proxySize({ width: probe.displayWidth, height: probe.displayHeight }, longSide)
  const indices = Array.from({ length: count }, (_, index) => index)
  const decoded = decodeFrames(path, indices, { ...size, fit: 'stretch' }, signal, frameTable)
  await encodeVideo(target, {
    ...size,
    ptsUs: frameTable.ptsUs,
    lastFrameUs: probe.durationUs - framePtsUs(frameTable, count - 1),
    frames: pixels(decoded, onFrame),
    codec: 'vp9',
    quality: 'fast',
    keyEvery: KEY_EVERY,
    signal,
  })
}

async function* pixels(
  frames: AsyncIterable<{ data: Uint8Array }>,
  onFrame: Progress['onFrame'],
): AsyncGenerator<Uint8Array> {
  for await (const { data } of frames) {
    yield data
    onFrame?.()
  }
}
