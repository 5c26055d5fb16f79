import { withRequestContext } from '@/app/_server/session'
import { handleUpload } from '@/app/_server/tus-server'

export const dynamic = 'force-dynamic'

/** Resumable uploads of clips into an open import, in the tus 1.0 protocol. */
function serve(request: Request): Promise<Response> {
  return withRequestContext(request, (ctx) => handleUpload(request, ctx))
}

export { serve as DELETE, serve as HEAD, serve as OPTIONS, serve as PATCH, serve as POST }
