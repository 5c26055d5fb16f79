import { AVDISCARD_ALL } from 'node-av/constants'
import { Packet } from 'node-av/lib'
import { NO_PTS, openContainer } from './ffmpeg'

/** Timestamps, in ticks ascending, of a track's key packets, read without decoding. */
export async function keyFramePts(path: string, track: number, signal?: AbortSignal): Promise<bigint[]> {
  const format = await openContainer(path)
  const packet = new Packet()
  packet.alloc()
  try {
    for (const stream of format.streams) if (stream.index !== track) stream.discard = AVDISCARD_ALL
    const found: bigint[] = []
    while ((await format.readFrame(packet)) >= 0) {
      signal?.throwIfAborted()
      if (packet.streamIndex === track && packet.isKeyframe && packet.pts !== NO_PTS) found.push(packet.pts)
      packet.unref()
    }
    return found.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  } finally {
    packet.free()
    await format.closeInput()
  }
}
