import type { VideoSample } from 'mediabunny'
import type { PlayableVideo } from '@/lib/contracts/http/media'
import { matchFrame } from '../store/timeline'
import type { DecodedFrame } from './frame-cache'
import type { Span } from './frame-window'

export type BrowserDecoder = {
  /** Time of each source index in the file that is played, µs: the file's own start included. */
  fileUs: readonly number[]
  /** Decoded frames of a span in presentation order; a frame the file does not yield is left out. */
  decode: (span: Span) => AsyncGenerator<DecodedFrame, void, undefined>
  dispose: () => void
}

/**
 * Opens a clip for WebCodecs.
 * @returns null when this browser cannot decode it, so that frames must come from the server
 */
export async function openBrowserDecoder(video: PlayableVideo): Promise<BrowserDecoder | null> {
  if (typeof VideoDecoder === 'undefined') return null
  const { ALL_FORMATS, EncodedPacketSink, Input, UrlSource, VideoSampleSink } = await import('mediabunny')
  const input = new Input({
    formats: ALL_FORMATS,
    source: new UrlSource(video.url, { getRetryDelay: (attempts) => (attempts < 3 ? 0.3 * 2 ** attempts : null) }),
  })
  try {
    const track = await input.getPrimaryVideoTrack()
    if (!track || !(await track.canDecode())) return unsupported(input)
    const packets = new EncodedPacketSink(track)
    const fileUs = video.isProxy
      ? await proxyTable(packets, video)
      : shifted(video.ptsUs, Math.round((await track.getFirstTimestamp()) * 1e6))
    if (!fileUs) return unsupported(input)
    const sink = new VideoSampleSink(track)
    return { fileUs, decode: (span) => decodeSpan(sink, fileUs, video, span), dispose: () => input.dispose() }
  } catch {
    return unsupported(input)
  }
}

async function* decodeSpan(
  sink: { samples: (start?: number, end?: number) => AsyncGenerator<VideoSample, void, unknown> },
  fileUs: readonly number[],
  video: PlayableVideo,
  { from, to }: Span,
): AsyncGenerator<DecodedFrame, void, undefined> {
  // A microsecond of slack on both ends: the file's own clock may tick in thirds of one.
  const start = ((fileUs[from] ?? 0) + 1) / 1e6
  const after = fileUs[to + 1]
  for await (const sample of sink.samples(start, after === undefined ? undefined : (after - 1) / 1e6)) {
    try {
      const index = matchFrame(fileUs, Math.round(sample.timestamp * 1e6))
      if (index === null || index < from || index > to) continue
      yield { index, ptsUs: video.ptsUs[index] ?? 0, bitmap: await pixelsOf(sample, video), origin: 'browser' }
    } finally {
      sample.close()
    }
  }
}

/** Pixels as displayed: after rotation and sample aspect, since boxes are fractions of that. */
async function pixelsOf(sample: VideoSample, { width, height }: PlayableVideo): Promise<ImageBitmap> {
  const upright = sample.rotation === 0 && !sample.flip
  if (upright && sample.codedWidth === sample.displayWidth && sample.codedHeight === sample.displayHeight) {
    const frame = sample.toVideoFrame()
    try {
      return await createImageBitmap(frame)
    } finally {
      frame.close()
    }
  }
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser gave no canvas to draw a frame on.')
  sample.draw(context, 0, 0, width, height)
  return canvas.transferToImageBitmap()
}

/** A proxy's frames map to the source indices in order, whatever its timestamps. */
async function proxyTable(
  sink: {
    packets: (
      first: undefined,
      end: undefined,
      options: { metadataOnly: boolean },
    ) => AsyncGenerator<{ timestamp: number }, void, unknown>
  },
  video: PlayableVideo,
): Promise<number[] | null> {
  const times: number[] = []
  for await (const { timestamp } of sink.packets(undefined, undefined, { metadataOnly: true }))
    times.push(Math.round(timestamp * 1e6))
  return times.length === video.ptsUs.length ? times.sort((a, b) => a - b) : null
}

function shifted(ptsUs: readonly number[], offsetUs: number): number[] {
  return ptsUs.map((time) => time + offsetUs)
}

function unsupported(input: { dispose: () => void }): null {
  input.dispose()
  return null
}
