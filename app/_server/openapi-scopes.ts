import 'server-only'
import type { OpenAPI } from '@orpc/openapi'
import { scopeNeedOf } from '@/lib/contracts/http/scopes'
import type { ScopeNeed } from '@/lib/domain/accounts'

/** The two ways to say who calls. OpenAPI 3.1 lets a bearer scheme list the roles that a call needs: our scopes. */
export const SECURITY_SCHEMES: Record<string, OpenAPI.SecuritySchemeObject> = {
  token: { type: 'http', scheme: 'bearer', description: 'An API token, made under Account; it has scopes.' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'next-auth.session-token',
    description: 'The session of a browser. Behind HTTPS the name begins with __Secure-.',
  },
}

export const EITHER: OpenAPI.SecurityRequirementObject[] = [{ token: [] }, { session: [] }]

function securityOf(need: ScopeNeed): OpenAPI.SecurityRequirementObject[] {
  if (need === 'none') return EITHER
  return need === 'session' ? [{ session: [] }] : [{ token: [need] }, { session: [] }]
}

/** Writes into every operation which scope a token needs for it: under `security`, and plainly under `x-scope`. */
export function withScopes(document: OpenAPI.Document): OpenAPI.Document {
  for (const operations of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(operations ?? {})) {
      if (typeof operation !== 'object' || !('operationId' in operation)) continue
      const need = scopeNeedOf(operation.operationId ?? '') ?? 'session'
      const isOpen = operation.security?.length === 0
      Object.assign(operation, { 'x-scope': need, security: isOpen ? [] : securityOf(need) })
    }
  }
  return document
}
