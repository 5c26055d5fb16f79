import { HardwareContext } from 'node-av/api'
import {
  AV_CODEC_ID_AV1,
  AV_CODEC_ID_GIF,
  AV_CODEC_ID_H264,
  AV_CODEC_ID_HEVC,
  AV_CODEC_ID_VP8,
  AV_CODEC_ID_VP9,
} from 'node-av/constants'
import { Codec, getFFmpegInfo } from 'node-av/lib'

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

/**
 * The licence of an FFmpeg build, from the options it was configured with.
 * Source: FFmpeg, LICENSE.md ("License") and `configure --help` ("Licensing options")
 * @returns `spdx` is null for a build that may not be passed on
 */
export function licenceOfBuild(configuration: string): { spdx: string | null; fdkAac: boolean } {
  const options = new Set(configuration.split(/\s+/))
  const fdkAac = options.has('--enable-libfdk-aac')
  if (options.has('--enable-nonfree')) return { spdx: null, fdkAac }
  const version3 = options.has('--enable-version3')
  if (options.has('--enable-gpl')) return { spdx: version3 ? 'GPL-3.0-or-later' : 'GPL-2.0-or-later', fdkAac }
  return { spdx: version3 ? 'LGPL-3.0-or-later' : 'LGPL-2.1-or-later', fdkAac }
}

/** The licence of the FFmpeg that is loaded here, and its version. */
export function decoderLicence(): { version: string; spdx: string | null; fdkAac: boolean } {
  const { version, configuration } = getFFmpegInfo()
  return { version, ...licenceOfBuild(configuration) }
}
