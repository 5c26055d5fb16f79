import { AVDISCARD_ALL, AVERROR_EOF, AVSEEK_FLAG_BACKWARD } from 'node-av/constants'
import { type CodecContext, FFmpegError, type FormatContext, Frame, Packet, PosixError, type Stream } from 'node-av/lib'
import { DECODER_THREADS, openContainer, openDecoder } from './ffmpeg'
import { RefusedError } from './refused-error'
import { hasAudio, videoTracks } from './video-tracks'

export type PacketEvents = {
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
