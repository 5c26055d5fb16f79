import { AV_CODEC_ID_AV1, AV_CODEC_ID_H264, type AVCodecID } from 'node-av/constants'
import { BitStreamFilter, BitStreamFilterContext, type Packet, type Stream } from 'node-av/lib'
import { check } from './ffmpeg'

/**
 * Units that carry words beside the pictures: H.264 supplemental information (encoders sign there), delimiters and filling,
 * AV1 metadata and padding; of both what is reserved or unspecified, which decoders pass over. VP9 has none.
 */
const REMOVED: Partial<Record<AVCodecID, string>> = {
  [AV_CODEC_ID_H264]: '0|6|9|12|16-18|22-31',
  [AV_CODEC_ID_AV1]: '5|9-15',
}

/** A filter over packets in decoding order; `parameters` describe what comes out. */
export type UnitFilter = {
  readonly parameters: Stream['codecpar']
  /** Replaces the packet's bytes by the clean ones; times stay. */
  clean(packet: Packet): Promise<void>
  free(): void
}

/**
 * Takes out of a track what its encoder wrote beside the pictures.
 * @returns null when nothing has to be taken out of this codec
 * Source: docs/spec/served-copies.md [SC5]
 */
export function openUnitFilter(stream: Stream): UnitFilter | null {
  const types = REMOVED[stream.codecpar.codecId]
  if (!types) return null
  const filter = BitStreamFilter.getByName('filter_units')
  if (!filter) throw new Error('This build of FFmpeg has no filter_units')
  const context = new BitStreamFilterContext()
  try {
    check(context.alloc(filter), 'open filter_units')
    const input = context.inputCodecParameters
    if (!input) throw new Error('filter_units has no input')
    check(stream.codecpar.copy(input), 'describe the track')
    context.inputTimeBase = stream.timeBase
    check(context.setOption('remove_types', types), 'name the units')
    check(context.init(), 'start filter_units')
    const parameters = context.outputCodecParameters
    if (!parameters) throw new Error('filter_units has no output')
    return {
      parameters,
      async clean(packet) {
        check(await context.sendPacket(packet), 'filter a packet')
        check(await context.receivePacket(packet), 'filter a packet')
      },
      free: () => context.free(),
    }
  } catch (error) {
    context.free()
    throw error
  }
}
