import { Readable } from 'node:stream'
import { instance } from '@/app/_server/instance'
import { answerMedia } from '@/app/_server/serve-media'

type RouteContext = { params: Promise<{ token: string }> }

/** Serves one stored object to whoever holds its signed URL. */
async function serve(request: Request, { params }: RouteContext): Promise<Response> {
  const { storage } = instance()
  const asked = {
    method: request.method,
    token: (await params).token,
    header: (name: string) => request.headers.get(name),
  }
  const { status, headers, text, key, range } = await answerMedia(storage, asked, new Date())
  if (key === undefined) return new Response(text ?? null, { status, headers })
  const body = Readable.toWeb(storage.read(key, range)) as ReadableStream<Uint8Array>
  return new Response(body, { status, headers })
}

export { serve as GET, serve as HEAD }
