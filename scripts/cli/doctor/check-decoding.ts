import { decoderNames, hardwareDecoding } from '@/workers/media'
import type { Check } from './check'

/** Decoders of the codecs that generated video comes in, and hardware that could help. */
export function checkDecoding(): Check[] {
  const decoders = Object.entries(decoderNames())
  const missing = decoders.filter(([, decoder]) => decoder === null).map(([codec]) => codec)
  const { built, works } = hardwareDecoding()
  return [
    {
      area: 'decoding',
      name: 'decoders',
      state: missing.length > 0 ? 'problem' : 'ok',
      text:
        missing.length > 0
          ? `no decoder for ${missing.join(', ')}`
          : decoders.map(([codec, decoder]) => (codec === decoder ? codec : `${codec} (${decoder})`)).join(', '),
    },
    {
      area: 'decoding',
      name: 'hardware',
      state: 'ok',
      text: works
        ? `${works} opens, but frames are decoded in software: exact on every machine`
        : `none opens (built for ${built.join(', ') || 'none'}); frames are decoded in software`,
    },
  ]
}
