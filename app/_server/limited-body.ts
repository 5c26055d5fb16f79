import 'server-only'
import { NextRequest } from 'next/server'
import { MAX_BODY_BYTES, MAX_BODY_DEPTH, MAX_BODY_VALUES } from '@/lib/contracts/http/common'
import { jsonShape } from '@/lib/domain/shared'
import { AppError, invalid } from '@/lib/platform/errors'

function tooLarge(): AppError {
  return new AppError('too-large', 'body', `The body may have ${MAX_BODY_BYTES / 1024 ** 2} MiB at most.`)
}

/** Node's own word for a connection that the other side ended. */
function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET'
}

/** A client that disconnects is not an error of ours, so it is not logged as one. @throws AppError invalid */
async function nextChunk(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read()
  } catch (error) {
    if (!isGone(error)) throw error
    throw invalid('body-cut', 'The connection ended before the whole body had arrived. Send it again.')
  }
}

/**
 * The bytes of a body, counted as they arrive: a body without a stated length is cut at the limit.
 * @throws AppError too-large or invalid
 */
async function limitedBytes(request: Request): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!request.body) return null
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for (const reader = request.body.getReader(); ; ) {
    const { done, value } = await nextChunk(reader)
    if (done) break
    size += value.length
    if (size > MAX_BODY_BYTES) throw tooLarge()
    chunks.push(value)
  }
  return size === 0 ? null : new Uint8Array(Buffer.concat(chunks))
}

function requireJson(headers: Headers): void {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? 'application/json'
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (type === 'application/json' && encoding === 'identity') return
  throw new AppError('wrong-media-type', 'media-type', 'Send the body as application/json, not compressed.')
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw invalid('json', 'The body is not JSON in UTF-8.')
  }
}

function requireParsable(text: string): void {
  try {
    JSON.parse(text)
  } catch {
    throw invalid('json', 'The body is not valid JSON.')
  }
}

/** Refuses before parsing what would cost seconds to parse. */
function requireModestShape(text: string): void {
  const { depth, values } = jsonShape(text)
  if (depth > MAX_BODY_DEPTH) throw invalid('json-depth', `JSON may nest ${MAX_BODY_DEPTH} deep at most.`)
  if (values > MAX_BODY_VALUES)
    throw new AppError('too-large', 'json-values', `JSON may have ${MAX_BODY_VALUES} values at most.`)
}

/**
 * The same request with a JSON body that is cheap to parse, or none.
 * @throws AppError too-large, wrong-media-type or invalid
 */
export async function withJsonBody(request: Request, url = request.url): Promise<Request> {
  const { method, signal } = request
  const headers = new Headers(request.headers)
  // The API's reader would take these as a file or as a form.
  for (const name of ['content-disposition', 'content-length', 'content-type', 'content-encoding']) headers.delete(name)
  const bytes = await limitedBytes(request)
  if (!bytes) return new Request(url, { method, headers, signal })
  requireJson(request.headers)
  const body = textOf(bytes)
  requireModestShape(body)
  headers.set('content-type', 'application/json')
  return new Request(url, { method, headers, signal, body })
}

/**
 * The same request for next-auth, whose reader knows JSON and forms.
 * @throws AppError too-large or invalid
 */
export async function withSmallBody(request: Request): Promise<NextRequest> {
  const { url, method, headers, signal } = request
  const bytes = await limitedBytes(request)
  if (!bytes) return new NextRequest(url, { method, headers, signal })
  if (headers.get('content-type')?.includes('application/json')) {
    const text = textOf(bytes)
    requireModestShape(text)
    requireParsable(text)
  }
  return new NextRequest(url, { method, headers, signal, body: bytes })
}
