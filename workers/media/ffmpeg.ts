import { AV_LOG_QUIET } from 'node-av/constants'
import {
  avGetCodecName,
  Codec,
  CodecContext,
  Dictionary,
  FFmpegError,
  FormatContext,
  Log,
  type Rational,
  type Stream,
} from 'node-av/lib'
import { RefusedError, whyUnreadable } from './sniff'

Log.setLevel(AV_LOG_QUIET)
// SVT-AV1 writes past FFmpeg's log; 1 is errors only.
process.env['SVT_LOG'] ??= '1'

// Playlist formats (HLS, DASH, concat) would let an upload read other files and addresses.
const OPEN_OPTIONS = {
  protocol_whitelist: 'file',
  format_whitelist: 'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,gif,avi,mpegts,mpeg,ogg,flv,asf,ivf,h264,hevc,obu,m4v,apng',
}
export const DECODER_THREADS = 2
/** AV_NOPTS_VALUE */
export const NO_PTS = -(2n ** 63n)

/** @throws Error with FFmpeg's text when `code` is one of its errors */
export function check(code: number, doing: string): number {
  if (code < 0) throw new Error(`${doing}: ${FFmpegError.strerror(code)}`)
  return code
}

/** @throws RefusedError when FFmpeg cannot read the container */
export async function openContainer(path: string): Promise<FormatContext> {
  const format = new FormatContext()
  const options = Dictionary.fromObject(OPEN_OPTIONS)
  try {
    // The prefix keeps a name like "http:a.mp4" a name.
    check(await format.openInput(`file:${path}`, null, options), 'open')
    check(await format.findStreamInfo(), 'read streams')
    return format
  } catch {
    await format.closeInput()
    throw await whyUnreadable(path)
  } finally {
    options.free()
  }
}

/** @throws RefusedError when this build has no decoder for the stream, Error when it refuses the stream's header */
export async function openDecoder(stream: Stream, threads: number): Promise<CodecContext> {
  const codec = Codec.findDecoder(stream.codecpar.codecId)
  if (!codec) {
    const name = avGetCodecName(stream.codecpar.codecId) ?? 'unknown'
    throw new RefusedError(
      'unknown-codec',
      `The video codec "${name}" cannot be decoded here. Export the clip as H.264.`,
    )
  }
  const decoder = new CodecContext()
  try {
    decoder.allocContext3(codec)
    check(decoder.parametersToContext(stream.codecpar), 'read codec parameters')
    decoder.pktTimebase = stream.timeBase
    decoder.threadCount = threads
    check(await decoder.open2(codec, null), 'open decoder')
    return decoder
  } catch (error) {
    decoder.freeContext()
    throw error
  }
}

/** Whole µs of a number of ticks. */
export function ticksToUs(ticks: bigint, timeBase: Rational): number {
  return Math.round((Number(ticks) * timeBase.num * 1e6) / timeBase.den)
}

/** Long work on a clip: the signal that stops it, and a callback after every processed frame. */
export type Progress = { signal?: AbortSignal | undefined; onFrame?: (() => void) | undefined }
