import 'server-only'
import { ORPCError } from '@orpc/server'
import { ZodError } from 'zod'
import { ERROR_CODES } from '@/lib/contracts/errors'
import type { Context } from '@/lib/platform/context'
import { AppError } from '@/lib/platform/errors'
import { isStorageFull, storageFull } from '@/lib/platform/failures'

function issuesOf(error: ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`).join('; ')
}

/** The one mapping from a thrown error to an answer. Unknown errors are logged and never leak their text. */
export function toApiError(error: unknown, ctx: Context): ORPCError<string, { reason: string }> {
  if (error instanceof AppError) {
    const { http, rpc } = ERROR_CODES[error.code]
    return new ORPCError(rpc, { status: http, message: error.message, data: { reason: error.reason }, defined: true })
  }
  if (error instanceof ZodError) {
    return new ORPCError('BAD_REQUEST', {
      status: 400,
      message: issuesOf(error),
      data: { reason: 'input' },
      defined: true,
    })
  }
  if (error instanceof ORPCError && error.status < 500) {
    const cause = error.cause as { issues?: { path?: PropertyKey[]; message: string }[] } | undefined
    const text = cause?.issues?.map((issue) => `${issue.path?.join('.') || 'input'}: ${issue.message}`).join('; ')
    return new ORPCError(error.code, {
      status: error.status,
      message: text ?? error.message,
      data: { reason: 'input' },
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
      'Something went wrong on our side. Nothing was saved by this call; try again, and tell an admin if it stays.',
    data: { reason: 'unexpected' },
  })
}

/** The answer to a call that failed before it reached an endpoint, in the same shape as theirs. */
export function toErrorResponse(error: unknown, ctx: Context): Response {
  const { code, status, message, data } = toApiError(error, ctx)
  return Response.json({ defined: true, code, status, message, data }, { status })
}
