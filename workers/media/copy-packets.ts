import { AV_CODEC_ID_AV1, AV_CODEC_ID_H264, AV_CODEC_ID_VP9, AVDISCARD_ALL } from 'node-av/constants'
import { type CodecParameters, type FormatContext, Packet, type Stream } from 'node-av/lib'
import { type FrameTable, frameCount, framePtsUs } from '@/lib/domain/media'
import { openUnitFilter } from './clean-units'
import { NO_PTS, openContainer, type Progress, ticksToUs } from './ffmpeg'
import { MICROSECONDS, openMp4 } from './mp4-writer'
import { videoTracks } from './video-source'

/** VP8 is left out: players do not read it from MP4. */
const COPIED_CODECS = [AV_CODEC_ID_H264, AV_CODEC_ID_VP9, AV_CODEC_ID_AV1]

export type Timed = { frameTable: FrameTable; durationUs: number }

/** Opens the picture track of a file and reads only its packets. */
async function withTrack<T>(
  path: string,
  read: (format: FormatContext, track: Stream) => Promise<T>,
): Promise<T | null> {
  const format = await openContainer(path)
  try {
    const [track] = videoTracks(format)
    if (!track) return null
    for (const stream of format.streams) if (stream.index !== track.index) stream.discard = AVDISCARD_ALL
    return await read(format, track)
  } finally {
    await format.closeInput()
  }
}

/** Packets in decoding order; each is valid until the next is asked for. */
async function* packetsOf(format: FormatContext, track: Stream, signal?: AbortSignal): AsyncGenerator<Packet> {
  const packet = new Packet()
  packet.alloc()
  try {
    while ((await format.readFrame(packet)) >= 0) {
      signal?.throwIfAborted()
      if (packet.streamIndex === track.index) yield packet
      packet.unref()
    }
  } finally {
    packet.free()
  }
}

/**
 * The ticks at which a clip begins.
 * @returns null when its packets are not, one by one, the frames of the table
 */
export async function startOf(path: string, table: FrameTable, signal?: AbortSignal): Promise<bigint | null> {
  return withTrack(path, async (format, track) => {
    const found: bigint[] = []
    for await (const { pts } of packetsOf(format, track, signal)) found.push(pts)
    found.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    const [first] = found
    if (first === undefined || first === NO_PTS || found.length !== frameCount(table)) return null
    const us = (ticks: bigint) => ticksToUs(ticks - first, track.timeBase)
    return found.every((pts, index) => us(pts) === framePtsUs(table, index)) ? first : null
  })
}

/**
 * Writes the packets of a clip, cleaned and timed by the table, into an MP4 of ours.
 * @returns false when the clip's codec or times do not allow it; the target is then incomplete
 * Source: docs/spec/served-copies.md [SC4] [SC5]
 */
export async function copyPackets(path: string, timed: Timed, target: string, progress: Progress): Promise<boolean> {
  const startPts = await startOf(path, timed.frameTable, progress.signal)
  if (startPts === null) return false
  const copied = await withTrack(path, async (format, track) => {
    if (!COPIED_CODECS.includes(track.codecpar.codecId)) return false
    const filter = openUnitFilter(track)
    const from = filter?.parameters ?? track.codecpar
    const writer = await openMp4(target, (to) => describePictures(from, to))
    const us = (ticks: bigint) => ticksToUs(ticks - startPts, track.timeBase)
    const shownUs = durationsOf(timed)
    try {
      for await (const packet of packetsOf(format, track, progress.signal)) {
        const [ptsUs, dtsUs] = [us(packet.pts), us(packet.dts === NO_PTS ? packet.pts : packet.dts)]
        await filter?.clean(packet)
        packet.freeSideData()
        packet.timeBase = MICROSECONDS
        packet.pts = BigInt(ptsUs)
        packet.dts = BigInt(dtsUs)
        packet.duration = BigInt(shownUs.get(ptsUs) ?? 0)
        await writer.write(packet)
        progress.onFrame?.()
      }
      await writer.finish()
    } finally {
      await writer.close()
      filter?.free()
    }
    return true
  })
  return copied ?? false
}

/** What a decoder needs to know about the pictures, without side data and tags. */
function describePictures(from: CodecParameters, to: CodecParameters): void {
  to.codecType = from.codecType
  to.codecId = from.codecId
  to.codecTag = 0
  to.extradata = from.extradata
  to.format = from.format
  to.width = from.width
  to.height = from.height
  to.sampleAspectRatio = from.sampleAspectRatio
  to.profile = from.profile
  to.level = from.level
  to.videoDelay = from.videoDelay
  to.colorRange = from.colorRange
  to.colorPrimaries = from.colorPrimaries
  to.colorTrc = from.colorTrc
  to.colorSpace = from.colorSpace
  to.chromaLocation = from.chromaLocation
}

function durationsOf({ frameTable, durationUs }: Timed): Map<number, number> {
  const { ptsUs } = frameTable
  return new Map(ptsUs.map((pts, index) => [pts, (ptsUs[index + 1] ?? durationUs) - pts]))
}
