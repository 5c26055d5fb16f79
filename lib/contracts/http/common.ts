import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Alias } from '@/lib/domain/shared'

/** What every error carries beside its message. */
const ErrorData = z.object({ reason: z.string() })

/** `access: 'anyone'`: callers need not be signed in; of all others sign-in is checked before the body is read. */
export type OperationMeta = { access?: 'anyone' }

/** Every endpoint may answer with these; the table of codes is lib/contracts/errors.ts. */
export const endpoint = oc.$meta<OperationMeta>({}).errors({
  BAD_REQUEST: { status: 400, data: ErrorData },
  UNAUTHORIZED: { status: 401, data: ErrorData },
  FORBIDDEN: { status: 403, data: ErrorData },
  NOT_FOUND: { status: 404, data: ErrorData },
  TIMEOUT: { status: 408, data: ErrorData },
  CONFLICT: { status: 409, data: ErrorData },
  PAYLOAD_TOO_LARGE: { status: 413, data: ErrorData },
  URI_TOO_LONG: { status: 414, data: ErrorData },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, data: ErrorData },
  TOO_MANY_REQUESTS: { status: 429, data: ErrorData },
  HEADERS_TOO_LARGE: { status: 431, data: ErrorData },
  INTERNAL_SERVER_ERROR: { status: 500, data: ErrorData },
  SERVICE_UNAVAILABLE: { status: 503, data: ErrorData },
  INSUFFICIENT_STORAGE: { status: 507, data: ErrorData },
})

export const Id = z.uuid()
/** A clip: its id for those who may read the media, else the caller's alias of it. */
export const ClipRef = z.union([Id, Alias])
export const Timestamp = z.iso.datetime()
export const InProject = z.object({ projectId: Id })

/** Keyset paging: hand `nextCursor` back to get the following page. */
export const Page = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type Page = z.infer<typeof Page>
export const ProjectPage = Page.extend({ projectId: Id })
export type ProjectPage = z.infer<typeof ProjectPage>

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

/** The secret of a link, which comes after its `#`: browsers send it only in the body of a call. */
export const LinkSecret = z.string().min(20).max(200)

export const Done = z.object({ done: z.literal(true) })

/** Most bytes of a JSON body, of any route; files go up over tus. */
export const MAX_BODY_BYTES = 1024 ** 2

/** Deepest nesting of a JSON body; the deepest legal one has eight. */
export const MAX_BODY_DEPTH = 32

/** Most values (members, elements, containers) of a JSON body; the largest legal answer has some 45,000. */
export const MAX_BODY_VALUES = 100_000

/** Longest request target (path and query) in characters. */
export const MAX_TARGET_LENGTH = 8192

/** Headers of our web server, which pass on the caller's address; headers with this prefix from callers are removed. */
export const OWN_HEADERS = 'x-framejury-'
export const ADDRESS_HEADER = 'x-framejury-address'
