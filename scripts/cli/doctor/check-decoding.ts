import { decoderLicence, decoderNames, hardwareDecoding } from '@/workers/media'
import type { Check } from './check'

/** Decoders of the codecs that generated video comes in, and hardware that could help. */
export function checkDecoding(): Check[] {
  const decoders = Object.entries(decoderNames())
  const missing = decoders.filter(([, decoder]) => decoder === null).map(([codec]) => codec)
  const { built, works } = hardwareDecoding()
  return [
    licenceCheck(),
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

/** Matters to whoever passes the product on, not to whoever runs it. */
function licenceCheck(): Check {
  const { version, spdx, fdkAac } = decoderLicence()
  const licence = spdx ?? 'a licence that does not allow passing it on'
  const text = `FFmpeg ${version} under ${licence}${fdkAac ? ', with fdk-aac' : ''}; see THIRD_PARTY_NOTICES before you pass it on`
  return { area: 'decoding', name: 'licence', state: 'ok', text }
}
