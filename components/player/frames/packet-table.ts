import type { EncodedPacket, InputVideoTrack } from 'mediabunny'

/** The packets of a clip in decoding order, each with the time of the frame it carries. */
export type PacketTable = {
  /** Presentation time, µs of the file's own clock. */
  timesUs: readonly number[]
  /** Numbers of the packets where decoding can begin, ascending. */
  keys: readonly number[]
  chunk: (packet: number) => EncodedVideoChunk | Promise<EncodedVideoChunk>
  /** Encoded bytes kept in memory. */
  bytes: number
}

/**
 * Reads the packets of a track.
 * @param whole keeps every packet in memory; otherwise each is read again when it is decoded
 */
export async function readPackets(track: InputVideoTrack, whole: boolean): Promise<PacketTable> {
  const { EncodedPacketSink } = await import('mediabunny')
  const sink = new EncodedPacketSink(track)
  const packets: EncodedPacket[] = []
  const chunks: EncodedVideoChunk[] = []
  const timesUs: number[] = []
  const keys: number[] = []
  let bytes = 0
  for await (const packet of sink.packets(undefined, undefined, { metadataOnly: !whole })) {
    // Containers may call a packet a key frame that the codec does not; the first one must do in any case.
    const key = packet.type === 'key' && (!whole || (await track.determinePacketType(packet)) !== 'delta')
    if (key || timesUs.length === 0) keys.push(timesUs.length)
    timesUs.push(packet.microsecondTimestamp)
    if (whole) {
      chunks.push(packet.toEncodedVideoChunk())
      bytes += packet.byteLength
    } else packets.push(packet)
  }

  async function readAgain(at: number): Promise<EncodedVideoChunk> {
    const before = packets[at - 1]
    const packet = before ? await sink.getNextPacket(before) : await sink.getFirstPacket()
    if (!packet) throw new Error(`Packet ${at} is no longer in the file.`)
    return packet.toEncodedVideoChunk()
  }
  return { timesUs, keys, chunk: (at) => chunks[at] ?? readAgain(at), bytes }
}
