import { HardwareContext } from 'node-av/api'
import {
  AV_CODEC_ID_AV1,
  AV_CODEC_ID_GIF,
  AV_CODEC_ID_H264,
  AV_CODEC_ID_HEVC,
  AV_CODEC_ID_VP8,
  AV_CODEC_ID_VP9,
} from 'node-av/constants'
import { Codec } from 'node-av/lib'

const DECODERS = {
  h264: AV_CODEC_ID_H264,
  hevc: AV_CODEC_ID_HEVC,
  vp8: AV_CODEC_ID_VP8,
  vp9: AV_CODEC_ID_VP9,
  av1: AV_CODEC_ID_AV1,
  gif: AV_CODEC_ID_GIF,
} as const

/** Which of the codecs of generated video this build decodes, by name, with the decoder's own name or null. */
export function decoderNames(): Record<keyof typeof DECODERS, string | null> {
  const names = Object.entries(DECODERS).map(([name, id]) => [name, Codec.findDecoder(id)?.name ?? null])
  return Object.fromEntries(names)
}

/** Hardware that this build could decode with, and the one that really opens here (null for none). */
export function hardwareDecoding(): { built: string[]; works: string | null } {
  const context = HardwareContext.auto()
  const works = context?.deviceTypeName ?? null
  context?.dispose()
  return { built: HardwareContext.listAvailable(), works }
}
