import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { mediaEtag, openMediaToken } from '@/lib/platform/media-url'
import type { ByteRange, Storage } from '@/lib/platform/storage'

/**
 * One byte range of RFC 9110 §14.1.2; several ranges, or none, mean the whole.
 * @param size bytes of the whole
 */
function parseRange(header: string | null, size: number): ByteRange | null | 'unsatisfiable' {
  const match = header?.match(/^bytes=(\d*)-(\d*)$/)
  if (!match) return null
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return null
  if (first === '') {
    const suffix = Math.min(size, Number(last))
    return suffix === 0 ? 'unsatisfiable' : { start: size - suffix, end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(size - 1, Number(last))
  if (start >= size) return 'unsatisfiable'
  return end < start ? null : { start, end }
}

/** Whether If-None-Match names this entity tag: weak comparison, RFC 9110 §13.1.2. */
function namesEtag(header: string | null, etag: string): boolean {
  if (!header) return false
  if (header.trim() === '*') return true
  return (header.match(/(?:W\/)?"[^"]*"/g) ?? []).some((tag) => tag.replace(/^W\//, '') === etag)
}

/** Whether a Range counts beside this If-Range: strong comparison, RFC 9110 §13.1.5; media has no date to compare with. */
function rangeApplies(ifRange: string | null, etag: string): boolean {
  return ifRange === null || ifRange.trim() === etag
}

const PATH = /^\/api\/media\/([^/?#]*)(?:\?.*)?$/
const REFUSED = 'This media link has expired or is not valid. Reload the page to get a new one.'
const GONE = 'This media is no longer stored here.'
const METHODS = 'Media links answer GET and HEAD.'

/** The token in the target of a request, or null when the request is for something else. */
export function mediaTokenOf(target: string): string | null {
  return PATH.exec(target)?.[1] ?? null
}

type Asked = { method: string; token: string; header(name: string): string | null }
/** What to answer; `key` and `range` name the bytes to send, where there are any. */
type MediaAnswer = {
  status: number
  headers: Record<string, string>
  text?: string
  key?: string
  range?: ByteRange | undefined
}

/** Media is never loaded as a page, nor by other sites. */
const SAFE = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
}

function refusal(status: number, message: string, more: Record<string, string> = {}): MediaAnswer {
  const text = JSON.stringify({ message })
  const length = String(Buffer.byteLength(text))
  const headers = { 'Content-Type': 'application/json', 'Content-Length': length, 'Cache-Control': 'no-store' }
  return { status, headers: { ...SAFE, ...headers, ...more }, text }
}

/**
 * The answer to a request for one stored object: whole, one byte range, or "not modified" (RFC 9110 §13, §14).
 * Source: docs/spec/served-copies.md [SC3]
 */
async function answerMedia(storage: Storage, asked: Asked, now: Date): Promise<MediaAnswer> {
  const { method, token, header } = asked
  if (method !== 'GET' && method !== 'HEAD') return refusal(405, METHODS, { Allow: 'GET, HEAD' })
  const media = openMediaToken(token, now)
  if (!media) return refusal(403, REFUSED)
  const size = await storage.size(media.key)
  if (size === null) return refusal(404, GONE)
  const etag = mediaEtag(token)
  const headers: Record<string, string> = {
    ...SAFE,
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, max-age=21600, immutable',
    'Content-Type': media.contentType,
    'Content-Disposition': media.contentType === 'application/octet-stream' ? 'attachment' : 'inline',
    ETag: etag,
  }
  if (namesEtag(header('if-none-match'), etag)) return { status: 304, headers }
  const applies = method === 'GET' && rangeApplies(header('if-range'), etag)
  const range = applies ? parseRange(header('range'), size) : null
  if (range === 'unsatisfiable') {
    return { status: 416, headers: { ...headers, 'Content-Range': `bytes */${size}`, 'Content-Length': '0' } }
  }
  const length = range ? range.end - range.start + 1 : size
  headers['Content-Length'] = String(length)
  if (range) headers['Content-Range'] = `bytes ${range.start}-${range.end}/${size}`
  const answer = { status: range ? 206 : 200, headers }
  return method === 'HEAD' || length === 0 ? answer : { ...answer, key: media.key, range: range ?? undefined }
}

function headerOf({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name]
  return typeof value === 'string' ? value : null
}

/** Answers from Node's own server: Next drops the length of a streamed body. A reader that leaves ends the reading of the file. */
export async function serveMedia(
  storage: Storage,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = { method: request.method ?? 'GET', token, header: (name: string) => headerOf(request, name) }
  const { status, headers, text, key, range } = await answerMedia(storage, asked, new Date())
  response.writeHead(status, headers)
  if (key === undefined) {
    response.end(asked.method === 'HEAD' ? undefined : text)
    return
  }
  // Once the headers are sent, an unreadable file or a disconnected reader cannot be reported any more.
  await pipeline(storage.read(key, range), response).catch(() => response.destroy())
}
