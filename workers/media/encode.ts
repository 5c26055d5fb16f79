import { rename, rm } from 'node:fs/promises'
import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_PIX_FMT_YUV420P,
  AVCOL_PRI_BT709,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT709,
  AVCOL_TRC_BT709,
  type FFEncoderCodec,
} from 'node-av/constants'
import { Codec, CodecContext, type CodecParameters, Dictionary, type Frame, Packet, Rational } from 'node-av/lib'
import { check, DECODER_THREADS } from './ffmpeg'
import { MICROSECONDS, type Mp4Options, type Mp4Writer, openMp4 } from './mp4-writer'
import { createYuvConverter } from './rgb-to-yuv'

export type EncoderCodec = 'vp9' | 'av1' | 'h264'
/** `fast` for proxies, `fine` for clips that the project ships. */
export type EncoderQuality = 'fast' | 'fine'
type EncoderSettings = { encoder: FFEncoderCodec; options: Record<string, string | number> }

/**
 * Encoder and its options. Hidden reference frames are off in VP9, so one picture in is one packet out.
 * `fast` is nearly lossless: a proxy must not add distortions. `fine` keeps the shipped files small.
 */
function encoderSettings(codec: EncoderCodec, quality: EncoderQuality): EncoderSettings {
  const fine = quality === 'fine'
  switch (codec) {
    case 'vp9':
      return {
        encoder: 'libvpx-vp9' as FFEncoderCodec,
        options: {
          deadline: fine ? 'good' : 'realtime',
          'cpu-used': fine ? 4 : 8,
          crf: fine ? 32 : 20,
          b: 0,
          'row-mt': 1,
          'tile-columns': 1,
          'lag-in-frames': 0,
          'auto-alt-ref': 0,
        },
      }
    case 'av1':
      return {
        encoder: 'libsvtav1' as FFEncoderCodec, // Above preset 9, SVT-AV1 3.1 drops parts of pictures smaller than about 200 pixels.
        options: { preset: fine ? 6 : 8, crf: fine ? 28 : 24 },
      }
    case 'h264':
      return { encoder: 'libx264' as FFEncoderCodec, options: { preset: fine ? 'medium' : 'veryfast', crf: 18 } }
  }
}

export type EncodeOptions = Mp4Options & {
  /** Even numbers. */
  width: number
  height: number
  /** One whole µs per picture, ascending. */
  ptsUs: readonly number[]
  /** How long the last picture is shown; default: like the one before, 40 ms for a single one. */
  lastFrameUs?: number
  /** As many pictures as timestamps, packed RGB24. */
  frames: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  codec: EncoderCodec
  quality?: EncoderQuality
  /** Pictures from one key frame to the next, at most. */
  keyEvery?: number
  /** Further options of the encoder by FFmpeg's names, such as `bf` for B-frames. */
  encoderOptions?: Readonly<Record<string, string | number>>
  signal?: AbortSignal
}

const SINGLE_FRAME_US = 40_000

/** Timestamps of an even rate, rounded to µs. */
export function evenPtsUs(count: number, fps: number): number[] {
  return Array.from({ length: count }, (_, index) => Math.round((index * 1e6) / fps))
}

/**
 * Writes an MP4 whose N-th frame is the N-th picture at exactly its timestamp. The file appears at `path` when it is whole.
 * @throws RangeError when pictures and timestamps differ in number or a picture has the wrong size
 */
export async function encodeVideo(path: string, options: EncodeOptions): Promise<void> {
  const part = `${path}.part`
  const encoder = await openEncoder(options)
  try {
    const fill = (track: CodecParameters) => check(track.fromContext(encoder), 'describe the video track')
    const writer = await openMp4(part, fill, options)
    try {
      await encodeAll(encoder, writer, options)
      await writer.finish()
    } finally {
      await writer.close()
    }
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  } finally {
    encoder.freeContext()
  }
}

async function openEncoder(options: EncodeOptions): Promise<CodecContext> {
  const { width, height, codec, quality = 'fine', keyEvery = 48 } = options
  const settings = encoderSettings(codec, quality)
  const found = Codec.findEncoderByName(settings.encoder)
  if (!found) throw new Error(`This build of FFmpeg has no encoder ${settings.encoder}`)
  const encoder = new CodecContext()
  const dictionary = Dictionary.fromObject({ ...settings.options, ...options.encoderOptions })
  try {
    encoder.allocContext3(found)
    encoder.width = width
    encoder.height = height
    encoder.pixelFormat = AV_PIX_FMT_YUV420P
    encoder.timeBase = MICROSECONDS
    encoder.framerate = nominalRate(options.ptsUs)
    encoder.gopSize = keyEvery
    encoder.maxBFrames = 0
    encoder.threadCount = DECODER_THREADS
    encoder.colorSpace = AVCOL_SPC_BT709
    encoder.colorPrimaries = AVCOL_PRI_BT709
    encoder.colorTrc = AVCOL_TRC_BT709
    encoder.colorRange = AVCOL_RANGE_MPEG
    encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER)
    check(await encoder.open2(found, dictionary), `open encoder ${settings.encoder}`)
    return encoder
  } catch (error) {
    encoder.freeContext()
    throw error
  } finally {
    dictionary.free()
  }
}

async function encodeAll(encoder: CodecContext, writer: Mp4Writer, options: EncodeOptions): Promise<void> {
  const { frames, ptsUs, signal } = options
  const durations = durationsUs(options)
  const converter = createYuvConverter(options)
  const packet = new Packet()
  packet.alloc()
  async function send(frame: Frame | null): Promise<void> {
    check(await encoder.sendFrame(frame), 'encode a picture')
    while ((await encoder.receivePacket(packet)) >= 0) {
      packet.duration = BigInt(durations.get(Number(packet.pts)) ?? 0)
      await writer.write(packet)
      packet.unref()
    }
  }
  try {
    let count = 0
    for await (const rgb of frames) {
      signal?.throwIfAborted()
      const pts = ptsUs[count]
      if (pts === undefined) throw new RangeError(`More pictures than the ${ptsUs.length} timestamps`)
      await send(await converter.convert(rgb, pts))
      count += 1
    }
    if (count < ptsUs.length) throw new RangeError(`${count} pictures for ${ptsUs.length} timestamps`)
    await send(null)
  } finally {
    packet.free()
    converter.free()
  }
}

function durationsUs({ ptsUs, lastFrameUs }: EncodeOptions): Map<number, number> {
  const last = ptsUs.length - 1
  const before = last > 0 ? (ptsUs[last] as number) - (ptsUs[last - 1] as number) : SINGLE_FRAME_US
  return new Map(ptsUs.map((pts, index) => [pts, (ptsUs[index + 1] ?? pts + (lastFrameUs ?? before)) - pts]))
}

/** Whole frames a second nearest to the average: encoders plan their effort by it, timestamps do not depend on it. */
function nominalRate(ptsUs: readonly number[]): Rational {
  const spanUs = (ptsUs.at(-1) ?? 0) - (ptsUs[0] ?? 0)
  const fps = spanUs > 0 ? ((ptsUs.length - 1) * 1e6) / spanUs : 25
  return new Rational(Math.min(240, Math.max(1, Math.round(fps))), 1)
}
