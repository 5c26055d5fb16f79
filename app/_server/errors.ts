import 'server-only'
import { ORPCError } from '@orpc/server'
import { ZodError } from 'zod'
import { ERROR_CODES } from '@/lib/contracts/errors'
import type { Context } from '@/lib/platform/context'
import { AppError } from '@/lib/platform/errors'
import { isStorageFull, storageFull } from '@/lib/platform/failures'
import { withoutServerPaths } from '@/lib/platform/server-paths'

/** No one reads more problems at once, and an input may have a hundred thousand. */
const MOST_ISSUES = 10

type Issue = { path?: readonly PropertyKey[]; message: string }

function inWords(issues: readonly Issue[]): string {
  const said = issues.slice(0, MOST_ISSUES).map(({ path, message }) => `${path?.join('.') || 'input'}: ${message}`)
  return [...said, ...(issues.length > MOST_ISSUES ? [`and ${issues.length - MOST_ISSUES} more`] : [])].join('; ')
}

/** The one mapping from a thrown error to an answer. Unknown errors are logged and never leak their text. */
export function toApiError(error: unknown, ctx: Context): ORPCError<string, { reason: string }> {
  if (error instanceof AppError) {
    const { http, rpc } = ERROR_CODES[error.code]
    const message = withoutServerPaths(error.message)
    return new ORPCError(rpc, { status: http, message, data: { reason: error.reason }, defined: true })
  }
  if (error instanceof ZodError) {
    return new ORPCError('BAD_REQUEST', {
      status: 400,
      message: inWords(error.issues),
      data: { reason: 'input' },
      defined: true,
    })
  }
  if (error instanceof ORPCError && error.status < 500) {
    const cause = error.cause as { issues?: Issue[] } | undefined
    return new ORPCError(error.code, {
      status: error.status,
      message: cause?.issues ? inWords(cause.issues) : error.message,
      data: { reason: 'input' },
      defined: true,
    })
  }
  if (isStorageFull(error)) {
    ctx.log.error({ err: error }, 'the disk is full')
    return toApiError(storageFull(error), ctx)
  }
  ctx.log.error({ err: error }, 'unexpected error')
  return new ORPCError('INTERNAL_SERVER_ERROR', {
    status: 500,
    message:
      'An internal error occurred. Nothing was saved by this call; try again, and tell an admin if it happens again.',
    data: { reason: 'unexpected' },
    defined: true,
  })
}

/** The answer to a call that failed before it reached an endpoint, in the same shape as theirs. */
export function toErrorResponse(error: unknown, ctx: Context): Response {
  const { code, status, message, data } = toApiError(error, ctx)
  return Response.json({ defined: true, code, status, message, data }, { status })
}
