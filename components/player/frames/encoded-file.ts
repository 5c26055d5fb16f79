/** A clip up to this size is fetched once and kept, so that stepping, seeking and playing need no network. */
export const WHOLE_FILE_BYTES = 64 * 1024 * 1024
const ATTEMPTS = 3
const FIRST_PAUSE_MS = 300
/** A server that sends nothing for this long is asked again, ms. */
const SILENCE_MS = 20_000

/**
 * Fetches a clip as a whole.
 * @returns null when it is larger than the cap
 * @throws when the network or the server fails, after a few attempts
 */
export async function fetchFile(url: string, signal: AbortSignal, cap = WHOLE_FILE_BYTES): Promise<Blob | null> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await fetchOnce(url, signal, cap)
    } catch (error) {
      if (signal.aborted || attempt + 1 >= ATTEMPTS || error instanceof RefusedClip) throw error
      await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** attempt))
    }
  }
}

/** The server answered, and not with the clip: asking at once again is of no use. */
export class RefusedClip extends Error {}

async function fetchOnce(url: string, outer: AbortSignal, cap: number): Promise<Blob | null> {
  const stop = new AbortController()
  const signal = AbortSignal.any([outer, stop.signal])
  const hush = () => stop.abort(new Error('The server stopped sending the clip.'))
  let silence = setTimeout(hush, SILENCE_MS)
  try {
    const response = await fetch(url, { signal })
    if (!response.ok) throw new RefusedClip(`The server refused the clip (${response.status}).`)
    const type = response.headers.get('content-type') ?? ''
    const parts: Uint8Array<ArrayBuffer>[] = []
    let bytes = Number(response.headers.get('content-length') ?? 0) > cap ? cap + 1 : 0
    const reader = response.body?.getReader()
    for (let part = await reader?.read(); bytes <= cap && part && !part.done; part = await reader?.read()) {
      clearTimeout(silence)
      silence = setTimeout(hush, SILENCE_MS)
      bytes += part.value.byteLength
      parts.push(part.value as Uint8Array<ArrayBuffer>)
    }
    return bytes > cap ? null : new Blob(parts, { type })
  } finally {
    clearTimeout(silence)
    // Of a clip that is too large nothing more is sent; of one that is here nothing is left.
    stop.abort()
  }
}
