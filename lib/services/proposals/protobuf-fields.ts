import { type FileHandle, open } from 'node:fs/promises'

/** A field of a message: the position of its content in the file, or the low 32 bits of its number. */
export type Field = { number: number; start: number; end: number; value: number | null }

const WINDOW_BYTES = 65_536
/** Two numbers of ten bytes, the most that begins a field. */
const HEADER_BYTES = 20

/** A file read from anywhere in small pieces, so that gigabytes of weights are stepped over. */
export class FieldFile {
  readonly #handle: FileHandle
  readonly size: number
  #window = Buffer.alloc(0)
  #from = 0

  private constructor(handle: FileHandle, size: number) {
    this.#handle = handle
    this.size = size
  }

  static async open(file: string): Promise<FieldFile> {
    const handle = await open(file)
    return new FieldFile(handle, (await handle.stat()).size)
  }

  async bytes(start: number, end: number): Promise<Buffer> {
    const last = Math.min(end, this.size)
    if (start < this.#from || last > this.#from + this.#window.length) {
      const buffer = Buffer.alloc(Math.max(last - start, Math.min(WINDOW_BYTES, this.size - start)))
      const { bytesRead } = await this.#handle.read(buffer, 0, buffer.length, start)
      this.#window = buffer.subarray(0, bytesRead)
      this.#from = start
    }
    return this.#window.subarray(start - this.#from, last - this.#from)
  }

  /**
   * The fields of the message between two offsets, up to where it stops being one.
   * Source: protobuf.dev/programming-guides/encoding
   */
  async *fields(start: number, end: number): AsyncGenerator<Field> {
    for (let at = start; at < end; ) {
      const header = await this.bytes(at, Math.min(end, at + HEADER_BYTES))
      const tag = numberAt(header, 0)
      if (!tag) return
      const number = tag.value >>> 3
      const wire = tag.value & 7
      const content = at + tag.length
      let next = content
      let value: number | null = null
      if (wire === 0 || wire === 2) {
        const told = numberAt(header, tag.length)
        if (!told) return
        next = content + told.length
        if (wire === 0) value = told.value
        else {
          yield { number, start: next, end: Math.min(end, next + told.value), value }
          at = next + told.value
          continue
        }
      } else if (wire === 1) next = content + 8
      else if (wire === 5) next = content + 4
      // The ends of a group have no content: its fields are met as if they were the message's own.
      else if (wire !== 3 && wire !== 4) return
      yield { number, start: content, end: Math.min(end, next), value }
      at = next
    }
  }

  close(): Promise<void> {
    return this.#handle.close()
  }
}

/** A number in groups of seven bits, the lowest first; of more than 32 bits the low ones. */
function numberAt(bytes: Uint8Array, at: number): { value: number; length: number } | null {
  let value = 0
  for (let length = 1; length <= 10; length += 1) {
    const byte = bytes[at + length - 1]
    if (byte === undefined) return null
    const shift = 7 * (length - 1)
    if (shift < 32) value |= (byte & 0x7f) << shift
    if (byte < 0x80) return { value: value >>> 0, length }
  }
  return null
}
