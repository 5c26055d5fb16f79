/** Storage keys are made of content hashes and source indices alone, so that a URL tells nothing of prompt or generator. */
function folder(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256}`
}

export const mediaKeys = {
  original: (sha256: string) => `originals/${folder(sha256)}`,
  proxy: (sha256: string) => `proxies/${folder(sha256)}.mp4`,
  reduced: (sha256: string) => `reduced/${folder(sha256)}.mp4`,
  poster: (sha256: string) => `posters/${folder(sha256)}.webp`,
  filmstrip: (sha256: string) => `filmstrips/${folder(sha256)}.webp`,
  frame: (sha256: string, index: number) => `frames/${folder(sha256)}/${index}.webp`,
  staged: (importId: string) => `uploads/${importId}/${crypto.randomUUID()}`,
}

/** The objects of a clip, as the job that removes them is told. `sha256`: others of the same content share them. */
export function storedObjects({ sha256 }: { sha256: string }): {
  sha256: string | null
  keys: string[]
  folders: string[]
}[] {
  const { original, proxy, reduced, poster, filmstrip } = mediaKeys
  const keys = [original, proxy, reduced, poster, filmstrip].map((keyOf) => keyOf(sha256))
  return [{ sha256, keys, folders: [`frames/${folder(sha256)}`] }]
}

const CONTENT_TYPES: Record<string, string> = {
  mp4: 'video/mp4',
  mov: 'video/mp4',
  webm: 'video/webm',
  matroska: 'video/x-matroska',
  gif: 'image/gif',
}

export function contentTypeOf(container: string | null): string {
  return CONTENT_TYPES[container ?? ''] ?? 'application/octet-stream'
}
