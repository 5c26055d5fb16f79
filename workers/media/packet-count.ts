import { AVDISCARD_ALL } from 'node-av/constants'
import { Packet } from 'node-av/lib'
import type { Size } from '@/lib/domain/media'
import { openContainer } from './ffmpeg'
import { videoTracks } from './video-source'

/** As stated in the file's header; null without a picture track. */
export async function pictureSize(path: string): Promise<Size | null> {
  const format = await openContainer(path)
  try {
    const [track] = videoTracks(format)
    return track ? { width: track.codecpar.width, height: track.codecpar.height } : null
  } finally {
    await format.closeInput()
  }
}

// Each packet is one frame in what generators write; the rest is room for frames that are never shown.
const SLACK = 1.1

/**
 * How many frames a file seems to have, without decoding one: as stated in its header, or else by its packets.
 * @param most counting ends soon above it
 * @returns at most what the file has, within a tenth
 * Source: docs/spec/ingest-budget.md [IB2]
 */
export async function countPackets(path: string, most: number, signal?: AbortSignal): Promise<number> {
  const format = await openContainer(path)
  const packet = new Packet()
  packet.alloc()
  try {
    const [track] = videoTracks(format)
    if (!track) return 0
    const told = Math.floor(Number(track.nbFrames) / SLACK)
    // A header may state too few: that of a fragmented file counts only its beginning.
    if (told > most) return told
    for (const stream of format.streams) if (stream.index !== track.index) stream.discard = AVDISCARD_ALL
    let count = 0
    while (count <= (most + 1) * SLACK && (await format.readFrame(packet)) >= 0) {
      signal?.throwIfAborted()
      if (packet.streamIndex === track.index) count += 1
      packet.unref()
    }
    return Math.floor(count / SLACK)
  } finally {
    packet.free()
    await format.closeInput()
  }
}
