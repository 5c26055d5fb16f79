import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { type ErrorCode, errorBody } from '@/lib/contracts/errors'
import { ADDRESS_HEADER, MAX_BODY_BYTES, MAX_TARGET_LENGTH, OWN_HEADERS } from '@/lib/contracts/http/common'
import { MAX_UPLOAD_BYTES, UPLOADS_PATH } from '@/lib/contracts/http/media'
import type { BodyFault, BodyLimits, GuardedRequest } from './guarded-request'
import { setCommonHeaders } from './response-headers'
import { callerAddress, type Trust } from './trusted-proxies'

const API_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const PAGE_METHODS = ['GET', 'HEAD']

const JSON_BODY: BodyLimits = { maxBytes: MAX_BODY_BYTES, wholeWithinMs: 30_000, idleMs: 10_000 }
/** Gigabytes over a slow line take hours; only silence ends an upload. */
const UPLOAD_BODY: BodyLimits = { maxBytes: MAX_UPLOAD_BYTES, wholeWithinMs: null, idleMs: 60_000 }

/** Headers that only a trusted proxy may set. */
const FORWARDED = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-real-ip',
]

type Refusal = { code: ErrorCode; reason: string; message: string; allow?: readonly string[] }

function limitsFor(path: string): BodyLimits {
  return path === UPLOADS_PATH || path.startsWith(`${UPLOADS_PATH}/`) ? UPLOAD_BODY : JSON_BODY
}

function pathOf(target: string): string {
  const end = target.search(/[?#]/)
  return end === -1 ? target : target.slice(0, end)
}

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

function refusalOf(request: IncomingMessage, limits: BodyLimits, development: boolean): Refusal | null {
  const { method = '', url = '' } = request
  const path = pathOf(url)
  // Hot reload sends reports by POST to its own paths.
  const allow = development || path.startsWith('/api/') ? API_METHODS : PAGE_METHODS
  if (!allow.includes(method))
    return { code: 'wrong-method', reason: 'method', message: `${method} is not possible here.`, allow }
  if (!path.startsWith('/'))
    return { code: 'invalid', reason: 'address', message: 'Ask for a path of this server, which begins with a slash.' }
  if (!isReadable(path))
    return { code: 'invalid', reason: 'address', message: 'The path has an escape (%…) that stands for no character.' }
  if (url.length > MAX_TARGET_LENGTH) {
    const message = `Path and query of a request may have ${MAX_TARGET_LENGTH} characters at most.`
    return { code: 'address-too-long', reason: 'address', message }
  }
  if (Number(request.headers['content-length'] ?? 0) > limits.maxBytes) return tooLarge(limits)
  return null
}

const TOO_SLOW: Refusal = { code: 'too-slow', reason: 'body', message: 'The body of this request came too slowly.' }

function tooLarge({ maxBytes }: BodyLimits): Refusal {
  const most = `${maxBytes / 1024 ** 2} MiB`
  const message = `What was sent is larger than ${most}. Send less at once, for example fewer marks; files go up over ${UPLOADS_PATH}.`
  return { code: 'too-large', reason: 'body', message }
}

function bodyOf({ code, reason, message }: Refusal): { status: number; text: string } {
  const body = errorBody(code, reason, message)
  return { status: body.status, text: JSON.stringify(body) }
}

function headersOf(text: string): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'Content-Length': `${Buffer.byteLength(text)}`,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  }
}

function refuse(request: GuardedRequest, response: ServerResponse, refusal: Refusal): void {
  const { status, text } = bodyOf(refusal)
  const allow = refusal.allow ? { Allow: refusal.allow.join(', ') } : {}
  request.discard()
  response.writeHead(status, { ...headersOf(text), ...allow }).end(text)
}

/** Responds on the bare connection: there is no response object, or other code writes to it. */
export function refuseConnection(socket: Duplex, refusal: Refusal): void {
  if (!socket.writable) return void socket.destroy()
  const { status, text } = bodyOf(refusal)
  const lines = Object.entries({ ...headersOf(text), Connection: 'close' }).map(([name, value]) => `${name}: ${value}`)
  socket.end([`HTTP/1.1 ${status} ${refusal.code}`, ...lines, '', text].join('\r\n'))
}

/** Removes headers with which a caller could pose as our web server or as a proxy. */
function cleanHeaders(request: IncomingMessage, trust: Trust): void {
  const address = callerAddress(request, trust)
  const trusted = trust(request.socket.remoteAddress ?? '')
  for (const name of Object.keys(request.headers)) {
    if (name.startsWith(OWN_HEADERS) || (!trusted && FORWARDED.includes(name))) delete request.headers[name]
  }
  request.headers[ADDRESS_HEADER] = address
}

export type DoorSettings = {
  trust: Trust
  development: boolean
  /** People come over HTTPS. */
  secure: boolean
}

/**
 * What every request passes before the app sees it: method, length of address and body, and who sent it.
 * @returns whether the app may answer; otherwise the answer is given
 */
export function enter(
  request: GuardedRequest,
  response: ServerResponse,
  { trust, development, secure }: DoorSettings,
): boolean {
  const path = pathOf(request.url ?? '')
  const limits = limitsFor(path)
  setCommonHeaders(response, path, secure)
  const refusals: Record<BodyFault, Refusal> = { 'too-large': tooLarge(limits), 'too-slow': TOO_SLOW }
  request.guard(
    limits,
    () => response.headersSent,
    (why) => refuseConnection(request.socket, refusals[why]),
  )
  const refusal = refusalOf(request, limits, development)
  if (refusal) {
    refuse(request, response, refusal)
    return false
  }
  cleanHeaders(request, trust)
  return true
}

const PARSER_REFUSALS: Record<string, Refusal> = {
  HPE_HEADER_OVERFLOW: {
    code: 'headers-too-large',
    reason: 'headers',
    message: 'The headers of this request are too large.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: { code: 'too-slow', reason: 'headers', message: 'This request came too slowly.' },
  HPE_INVALID_METHOD: { code: 'wrong-method', reason: 'method', message: 'There is no such method.' },
}

/** What Node's parser refuses before there is a request. */
export function refuseUnreadable(error: { code?: string }, socket: Duplex): void {
  const unreadable: Refusal = { code: 'invalid', reason: 'http', message: 'This is no HTTP request.' }
  refuseConnection(socket, PARSER_REFUSALS[error.code ?? ''] ?? unreadable)
}
