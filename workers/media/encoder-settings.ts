import type { FFEncoderCodec } from 'node-av/constants'

export type EncoderCodec = 'vp9' | 'av1' | 'h264'
/** `fast` for proxies, `fine` for clips that the project ships. */
export type EncoderQuality = 'fast' | 'fine'
export type EncoderSettings = { encoder: FFEncoderCodec; options: Record<string, string | number> }

/**
 * Encoder and its options. Hidden reference frames are off in VP9, so one picture in is one packet out.
 * `fast` is near transparent: a proxy must not add distortions of its own. `fine` keeps the files that the project ships small.
 */
export function encoderSettings(codec: EncoderCodec, quality: EncoderQuality): EncoderSettings {
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
