import { AV_PKT_DATA_DISPLAYMATRIX, AVFMT_FLAG_BITEXACT } from 'node-av/constants'
import { type CodecParameters, Dictionary, FormatContext, type Packet, Rational } from 'node-av/lib'
import type { Rotation } from '@/lib/domain/media'
import { check } from './ffmpeg'
import { writeDisplayMatrix } from './orientation'

/** Ticks of every file written here: whole µs. */
export const MICROSECONDS = new Rational(1, 1_000_000)

export type Mp4Options = {
  /** Sets rotation metadata; the pixels do not change. */
  rotation?: Rotation
  fragmented?: boolean
}
export type Mp4Writer = { write(packet: Packet): Promise<void>; finish(): Promise<void>; close(): Promise<void> }

/**
 * Opens an MP4 with one video track whose ticks are µs, so that timestamps are kept exactly. It contains only
 * the pictures: no tags, no dates, no name of the muxer.
 * @param fill describes the track
 * Source: docs/spec/served-copies.md [SC4]
 */
export async function openMp4(
  path: string,
  fill: (track: CodecParameters) => void,
  options: Mp4Options = {},
): Promise<Mp4Writer> {
  const format = new FormatContext()
  const flags = options.fragmented ? 'frag_keyframe+empty_moov+default_base_moof' : 'faststart'
  const header = Dictionary.fromObject({ video_track_timescale: MICROSECONDS.den, movflags: flags })
  try {
    check(format.allocOutputContext2(null, 'mp4', path), 'open MP4')
    format.setFlags(AVFMT_FLAG_BITEXACT)
    const stream = format.newStream(null)
    stream.timeBase = MICROSECONDS
    fill(stream.codecpar)
    if (options.rotation) {
      check(stream.codecpar.addCodedSideData(AV_PKT_DATA_DISPLAYMATRIX, writeDisplayMatrix(options.rotation)), 'rotate')
    }
    check(await format.openOutput(), 'create the file')
    check(await format.writeHeader(header), 'write the MP4 header')
    return {
      async write(packet) {
        packet.streamIndex = stream.index
        packet.rescaleTs(MICROSECONDS, stream.timeBase)
        check(await format.interleavedWriteFrame(packet), 'write a packet')
      },
      async finish() {
        check(await format.writeTrailer(), 'finish the MP4')
      },
      close: () => closeFormat(format),
    }
  } catch (error) {
    await closeFormat(format)
    throw error
  } finally {
    header.free()
  }
}

async function closeFormat(format: FormatContext): Promise<void> {
  await format.closeOutput()
  format.freeContext()
}
