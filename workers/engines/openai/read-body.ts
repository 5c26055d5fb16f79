/** A body was longer than the reader takes. */
export class TooLongError extends Error {
  override readonly name = 'TooLongError'
}

type Body = ReadableStream<Uint8Array> | null

/**
 * A body's text as it arrives, to the last byte that is taken. Leaving early closes the socket.
 * @throws TooLongError at the first byte beyond `most`
 */
async function* textParts(body: Body, most: number, onSign: () => void): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let taken = 0
  for await (const bytes of body ?? []) {
    onSign()
    yield decoder.decode(bytes.subarray(0, most - taken), { stream: true })
    taken += bytes.length
    if (taken > most) throw new TooLongError()
  }
  yield decoder.decode()
}

/**
 * The whole body as text.
 * @throws TooLongError when it has more than `most` bytes
 */
export async function wholeText(body: Body, most: number, onSign: () => void): Promise<string> {
  const parts: string[] = []
  for await (const part of textParts(body, most, onSign)) parts.push(part)
  return parts.join('')
}

/** The beginning of a body that may be of any length, or break off; never fails. */
export async function beginningOf(body: Body, most: number, onSign: () => void): Promise<string> {
  const parts: string[] = []
  try {
    for await (const part of textParts(body, most, onSign)) parts.push(part)
  } catch {
    // The text received before it can be reported.
  }
  return parts.join('')
}

/**
 * The lines of a body. Each part is looked at once, however long a line grows.
 * @throws TooLongError when the body has more than `most` bytes
 */
export async function* lines(body: Body, most: number, onSign: () => void): AsyncGenerator<string> {
  let open: string[] = []
  for await (const part of textParts(body, most, onSign)) {
    // A pair of CR and LF in two chunks adds an empty line, which has no effect.
    const [first = '', ...others] = part.split(/\r\n|\n|\r/)
    open.push(first)
    const last = others.pop()
    if (last === undefined) continue
    yield open.join('')
    yield* others
    open = [last]
  }
  yield open.join('')
}
