import 'server-only'
import 'server-only'
import { type OpenAPI, OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { ERROR_CODES } from '@/lib/contracts/errors'
import { contract } from '@/lib/contracts/http'
import { scopeNeedOf } from '@/lib/contracts/http/scopes'
import type { ScopeNeed } from '@/lib/domain/accounts'

/** The two ways of authentication. OpenAPI 3.1 lets a bearer scheme list the roles that a call needs: our scopes. */
const SECURITY_SCHEMES: Record<string, OpenAPI.SecuritySchemeObject> = {
  token: { type: 'http', scheme: 'bearer', description: 'An API token, made under Account; it has scopes.' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'next-auth.session-token',
    description: 'The session of a browser. Behind HTTPS the name begins with __Secure-.',
  },
}

const EITHER: OpenAPI.SecurityRequirementObject[] = [{ token: [] }, { session: [] }]

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

const DESCRIPTION = [
  'A script can do everything that the pages of Framejury do.',
  'Make an API token under Account and send it as "Authorization: Bearer <token>"; it acts with your roles, within its scopes.',
  'The `security` and `x-scope` of a call show the scope that it needs; `session` means that no token may make it.',
  'Lists are paged: send `nextCursor` back as `cursor`; another cursor is refused with 400.',
  'A query parameter without a value counts as left out.',
  'An error has `message`, which says how to fix it, and `data.reason`, a stable code for programs.',
].join('\n')

const ERROR: OpenAPI.SchemaObject = {
  type: 'object',
  properties: {
    code: { type: 'string', enum: [...Object.values(ERROR_CODES).map(({ rpc }) => rpc), 'INTERNAL_SERVER_ERROR'] },
    status: { type: 'integer' },
    message: { type: 'string', description: 'What happened and how to fix it.' },
    data: { type: 'object', properties: { reason: { type: 'string' } }, required: ['reason'] },
  },
  required: ['code', 'status', 'message', 'data'],
}

let document: Promise<OpenAPI.Document> | undefined

/** The OpenAPI 3.1 document of the one contract; made once, because the contract does not change at run time. */
export function openApiDocument(): Promise<OpenAPI.Document> {
  document ??= generate()
  return document
}

/**
 * JSON Schema 2020-12, which OpenAPI 3.1 uses, lists the items of a tuple in `prefixItems`, and their number
 * separately. If they are alike, as in an interval, `items` has the same meaning and every reader understands it.
 */
function asTuple(items: unknown[]): Record<string, unknown> {
  const [first, ...others] = items.map((item) => JSON.stringify(item))
  const isAlike = others.every((other) => other === first)
  return { ...(isAlike ? { items: items[0] } : { prefixItems: items }), minItems: items.length, maxItems: items.length }
}

function withTuples<Part>(part: Part): Part {
  if (Array.isArray(part)) return part.map(withTuples) as Part
  if (part === null || typeof part !== 'object') return part
  const entries = Object.entries(part).flatMap(([name, value]) =>
    (name === 'items' || name === 'prefixItems') && Array.isArray(value)
      ? Object.entries(asTuple(withTuples(value)))
      : [[name, withTuples(value)]],
  )
  return Object.fromEntries(entries) as Part
}

async function generate(): Promise<OpenAPI.Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const plain = await generator.generate(contract, {
    info: { title: 'Framejury', version: '1', description: DESCRIPTION },
    servers: [{ url: '/api/v1' }],
    security: EITHER,
    components: { securitySchemes: SECURITY_SCHEMES, schemas: { Error: ERROR } },
    customErrorResponseBodySchema: { $ref: '#/components/schemas/Error' },
  })
  return withScopes(withTuples(plain))
}
