import {
  AV_DISPOSITION_ATTACHED_PIC,
  AV_DISPOSITION_DEFAULT,
  AV_DISPOSITION_TIMED_THUMBNAILS,
  AVDISCARD_ALL,
  AVERROR_EOF,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_VIDEO,
  AVSEEK_FLAG_BACKWARD,
} from 'node-av/constants'
import {
  Codec,
  type CodecContext,
  FFmpegError,
  type FormatContext,
  Frame,
  Packet,
  PosixError,
  type Stream,
} from 'node-av/lib'
import { DECODER_THREADS, NO_PTS, openContainer, openDecoder } from './ffmpeg'
import { RefusedError } from './sniff'

/** The default video track first, the others in the file's order; pictures attached as covers are none. Source: docs/spec/frames.md [FR11] */
export function videoTracks(format: FormatContext): Stream[] {
  const tracks = format.streams.filter(
    (stream) =>
      stream.codecpar.codecType === AVMEDIA_TYPE_VIDEO &&
      !stream.hasDisposition(AV_DISPOSITION_ATTACHED_PIC) &&
      !stream.hasDisposition(AV_DISPOSITION_TIMED_THUMBNAILS),
  )
  const first = tracks.find((stream) => stream.hasDisposition(AV_DISPOSITION_DEFAULT)) ?? tracks[0]
  return first ? [first, ...tracks.filter((stream) => stream !== first)] : []
}

export function hasAudio(format: FormatContext): boolean {
  return format.streams.some((stream) => stream.codecpar.codecType === AVMEDIA_TYPE_AUDIO)
}

type PacketEvents = {
  /** Called before a packet is decoded; `order` counts packets in decoding order. */
  packet?: (packet: Packet, order: number) => void
  /** The packet with this order, or with several threads one before it, could not be decoded. */
  failed?: (order: number) => void
}

/** One video track open for decoding. `close` frees everything native. */
export type VideoSource = {
  readonly format: FormatContext
  readonly stream: Stream
  readonly tracks: number
  /** Frames in presentation order from the start or the last seek; each is valid until the next is asked for. */
  frames(signal?: AbortSignal, events?: PacketEvents): AsyncGenerator<Frame>
  /** Moves to the key frame at or before a timestamp of the stream. False when the container cannot. */
  seek(ticks: bigint): Promise<boolean>
  close(): Promise<void>
}

/** @throws RefusedError when the container or codec cannot be opened or there is no video track */
export async function openVideoSource(path: string, threads = DECODER_THREADS): Promise<VideoSource> {
  const format = await openContainer(path)
  try {
    const [stream, ...others] = videoTracks(format)
    if (!stream) {
      const message = hasAudio(format) ? 'The file has sound but no video track.' : 'The file has no video track.'
      throw new RefusedError('no-video-track', message)
    }
    for (const other of format.streams) if (other.index !== stream.index) other.discard = AVDISCARD_ALL
    const decoder = await openDecoder(stream, threads)
    return {
      format,
      stream,
      tracks: others.length + 1,
      frames: (signal, events = {}) => decodeAll(format, stream.index, decoder, signal, events),
      seek: (ticks) => seekTo(format, stream.index, decoder, ticks),
      close: async () => {
        decoder.freeContext()
        await format.closeInput()
      },
    }
  } catch (error) {
    await format.closeInput()
    throw error
  }
}

async function seekTo(format: FormatContext, track: number, decoder: CodecContext, ticks: bigint): Promise<boolean> {
  const code = await format.seekFrame(track, ticks, AVSEEK_FLAG_BACKWARD)
  decoder.flushBuffers()
  return code >= 0
}

async function* decodeAll(
  format: FormatContext,
  track: number,
  decoder: CodecContext,
  signal: AbortSignal | undefined,
  events: PacketEvents,
): AsyncGenerator<Frame> {
  const packet = new Packet()
  const frame = new Frame()
  packet.alloc()
  frame.alloc()
  let order = 0
  try {
    let ended = false
    while (!ended) {
      signal?.throwIfAborted()
      ended = (await format.readFrame(packet)) < 0
      if (!ended && packet.streamIndex !== track) {
        packet.unref()
        continue
      }
      if (!ended) events.packet?.(packet, order)
      const sent = await decoder.sendPacket(ended ? null : packet)
      packet.unref()
      if (sent < 0 && sent !== AVERROR_EOF) events.failed?.(order)
      yield* received(decoder, frame, signal, () => events.failed?.(order))
      order += 1
    }
  } finally {
    frame.free()
    packet.free()
  }
}

const AVERROR_EAGAIN = FFmpegError.AVERROR(PosixError.EAGAIN)
// A decoder may report several broken frames in a row; more than this without a frame is a decoder that is stuck.
const MAX_ERRORS_IN_A_ROW = 64

async function* received(
  decoder: CodecContext,
  frame: Frame,
  signal: AbortSignal | undefined,
  failed: () => void,
): AsyncGenerator<Frame> {
  let errors = 0
  while (errors < MAX_ERRORS_IN_A_ROW) {
    signal?.throwIfAborted()
    const code = await decoder.receiveFrame(frame)
    if (code === AVERROR_EAGAIN || code === AVERROR_EOF) return
    if (code < 0) {
      errors += 1
      failed()
      continue
    }
    errors = 0
    yield frame
    frame.unref()
  }
}

const NAMES: [RegExp, string][] = [
  [/^mov,/, 'mp4'],
  [/^matroska/, 'mkv'],
  [/^gif/, 'gif'],
  [/^mpegts/, 'ts'],
]

/** One short name: mp4, mov (QuickTime brand), webm, mkv, gif or FFmpeg's own. */
export function containerName(format: FormatContext, head: Buffer): string {
  const name = format.iformat?.name ?? 'unknown'
  if (name.startsWith('mov,') && head.toString('latin1', 4, 12) === 'ftypqt  ') return 'mov'
  // The EBML header ends within the first bytes and is the only place that distinguishes WebM from Matroska.
  if (name.startsWith('matroska') && head.subarray(0, 64).includes('webm')) return 'webm'
  return NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? name
}

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

/** "High", "Main 10"; null when the codec names none. */
export function profileName({ codecpar }: Stream): string | null {
  const profiles = Codec.findDecoder(codecpar.codecId)?.profiles ?? []
  return profiles.find(({ profile }) => profile === codecpar.profile)?.name ?? null
}
