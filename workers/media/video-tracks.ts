import {
  AV_DISPOSITION_ATTACHED_PIC,
  AV_DISPOSITION_DEFAULT,
  AV_DISPOSITION_TIMED_THUMBNAILS,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants'
import type { FormatContext, Stream } from 'node-av/lib'

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
