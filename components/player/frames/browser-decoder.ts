import type { InputVideoTrack } from 'mediabunny'
import type { PlayableVideo } from '@/lib/contracts/http/media'
import { matchFrame } from '../store/timeline'
import { fetchFile } from './encoded-file'
import type { DecodedFrame } from './frame-cache'
import type { Span } from './frame-window'
import { PacketDecoder } from './packet-decoder'
import { readPackets } from './packet-table'
import { bitmapPicture, framePicture } from './picture'

/** A frame that was decoded on the way and is not kept. */
type Passed = { index: number; picture: null }

export type FrameDecoder = {
  /** Time of each source index in the file that is played, µs: the file's own start included. */
  fileUs: readonly number[]
  /**
   * Decodes a span in presentation order and whatever is passed over on the way; a frame that the file does not
   * yield is left out. One that `wants` declines has come out all the same, but has no picture.
   */
  decode: (span: Span, wants: (index: number) => boolean) => AsyncGenerator<DecodedFrame | Passed, void, undefined>
  rest: () => void
  isOpen: () => boolean
  waitingBytes: () => number
}

/** A clip as it lies in this browser. */
export type OpenClip = {
  /** What a video element plays: the file in memory, so that it needs no network. */
  playUrl: string
  encodedBytes: number
  /** Null where this browser cannot decode the clip, so that frames must come from the server. */
  decoder: FrameDecoder | null
  dispose: () => void
}

/**
 * Fetches a clip and prepares its decoding.
 * @throws when the clip cannot be fetched
 */
export async function openClip(video: PlayableVideo, signal: AbortSignal): Promise<OpenClip> {
  const file = await fetchFile(video.url, signal)
  const playUrl = file ? URL.createObjectURL(file) : video.url
  const { ALL_FORMATS, BlobSource, Input, UrlSource } = await import('mediabunny')
  const input = new Input({ formats: ALL_FORMATS, source: file ? new BlobSource(file) : new UrlSource(video.url) })
  const opened = await openDecoder(video, input, file !== null).catch(() => null)
  // A file in memory has been read to its end.
  if (file || !opened) input.dispose()
  return {
    playUrl,
    encodedBytes: (file?.size ?? 0) + (opened?.bytes ?? 0),
    decoder: opened?.decoder ?? null,
    dispose() {
      opened?.decoder.rest()
      if (file) URL.revokeObjectURL(playUrl)
      else if (opened) input.dispose()
    },
  }
}

async function openDecoder(
  video: PlayableVideo,
  input: { getPrimaryVideoTrack: () => Promise<InputVideoTrack | null> },
  whole: boolean,
): Promise<{ decoder: FrameDecoder; bytes: number } | null> {
  if (typeof VideoDecoder === 'undefined') return null
  const track = await input.getPrimaryVideoTrack()
  // Only upright files are given to a browser; another one would not be the frame that boxes are drawn on.
  if (!track || (await track.getRotation()) !== 0) return null
  const setup = await configOf(track)
  if (!setup) return null
  const packets = await readPackets(track, whole)
  const fileUs = video.isProxy ? proxyTable(packets.timesUs, video) : shifted(video.ptsUs, packets.timesUs)
  if (!fileUs) return null
  const indexOf = packets.timesUs.map((time) => matchFrame(fileUs, time))
  const codec = new PacketDecoder({ config: setup.config, packets, indexOf })
  return { bytes: packets.bytes, decoder: frameDecoder(codec, fileUs, video, setup.keepsFrames) }
}

/**
 * Software first: its frames lie in plain memory and can be held in any number. A hardware decoder stops when its
 * few surfaces are held, so that its frames are copied at once.
 */
async function configOf(track: InputVideoTrack): Promise<{ config: VideoDecoderConfig; keepsFrames: boolean } | null> {
  const config = await track.getDecoderConfig()
  if (!config) return null
  const software: VideoDecoderConfig = { ...config, hardwareAcceleration: 'prefer-software' }
  if ((await VideoDecoder.isConfigSupported(software)).supported) return { config: software, keepsFrames: true }
  return (await VideoDecoder.isConfigSupported(config)).supported ? { config, keepsFrames: false } : null
}

function frameDecoder(
  codec: PacketDecoder,
  fileUs: readonly number[],
  video: PlayableVideo,
  keepsFrames: boolean,
): FrameDecoder {
  return {
    fileUs,
    async *decode(span, wants) {
      for await (const { index, frame } of codec.decode(span)) {
        if (!wants(index)) {
          frame.close()
          yield { index, picture: null }
          continue
        }
        const picture = keepsFrames ? framePicture(frame) : bitmapPicture(await copied(frame))
        yield { index, ptsUs: video.ptsUs[index] ?? 0, picture, origin: 'browser' }
      }
    },
    rest: () => codec.rest(),
    isOpen: () => codec.isOpen(),
    waitingBytes: () => codec.waitingBytes(),
  }
}

async function copied(frame: VideoFrame): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(frame)
  } finally {
    frame.close()
  }
}

/** A proxy's frames map to the source indices in order, whatever its timestamps. */
function proxyTable(timesUs: readonly number[], video: PlayableVideo): number[] | null {
  return timesUs.length === video.ptsUs.length ? timesUs.toSorted((a, b) => a - b) : null
}

function shifted(ptsUs: readonly number[], timesUs: readonly number[]): number[] {
  const startUs = timesUs.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY)
  return ptsUs.map((time) => time + startUs)
}
