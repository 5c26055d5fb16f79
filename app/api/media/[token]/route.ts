import { Readable } from 'node:stream'
import { instance } from '@/app/_server/instance'
import { parseRange } from '@/app/_server/range'
import { openMediaToken } from '@/lib/services/media'

type RouteContext = { params: Promise<{ token: string }> }

const REFUSED = 'This media link has expired or is not one of ours. Reload the page to get a new one.'

/** Serves one stored object to whoever holds its signed URL, whole or in one byte range (RFC 9110 §14). */
export async function GET(request: Request, { params }: RouteContext): Promise<Response> {
  const media = openMediaToken((await params).token, new Date())
  if (!media) return Response.json({ message: REFUSED }, { status: 403 })
  const { storage } = instance()
  const size = await storage.size(media.key)
  if (size === null) return Response.json({ message: 'This media is not stored here any more.' }, { status: 404 })
  const headers = new Headers({
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, max-age=21600, immutable',
    'Content-Type': media.contentType,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Content-Disposition': media.contentType === 'application/octet-stream' ? 'attachment' : 'inline',
    'Cross-Origin-Resource-Policy': 'same-origin',
  })
  const range = parseRange(request.headers.get('range'), size)
  if (range === 'unsatisfiable') {
    headers.set('Content-Range', `bytes */${size}`)
    return new Response(null, { status: 416, headers })
  }
  headers.set('Content-Length', String(range ? range.end - range.start + 1 : size))
  if (range) headers.set('Content-Range', `bytes ${range.start}-${range.end}/${size}`)
  if (size === 0) return new Response(null, { headers })
  const body = Readable.toWeb(storage.read(media.key, range ?? undefined)) as ReadableStream<Uint8Array>
  return new Response(body, { status: range ? 206 : 200, headers })
}
