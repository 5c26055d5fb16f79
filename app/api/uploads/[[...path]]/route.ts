import { sameOrigin } from '@/app/_server/same-origin'
import { requestContext } from '@/app/_server/session'
import { handleUpload } from '@/app/_server/tus-server'

export const dynamic = 'force-dynamic'

/** Resumable uploads of clips into an open import, in the tus 1.0 protocol. */
async function serve(request: Request): Promise<Response> {
  const refusal = sameOrigin(request)
  if (refusal) return refusal
  return handleUpload(request, await requestContext(request.headers))
}

export { serve as DELETE, serve as HEAD, serve as OPTIONS, serve as PATCH, serve as POST }
