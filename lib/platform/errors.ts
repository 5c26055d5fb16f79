import type { ErrorCode } from '@/lib/contracts/errors'

/**
 * An error that a person may read: what happened and how to fix it.
 * `reason` is a stable kebab-case code for programs ("lease-lost").
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly reason: string

  constructor(code: ErrorCode, reason: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'AppError'
    this.code = code
    this.reason = reason
  }
}

export function invalid(reason: string, message: string): AppError {
  return new AppError('invalid', reason, message)
}

export function notFound(what: string): AppError {
  return new AppError('not-found', 'not-found', `This ${what} does not exist, or you have no access to it.`)
}

export function forbidden(
  message = 'Your role in this project does not allow this. Ask an admin of the project.',
): AppError {
  return new AppError('forbidden', 'role', message)
}

export function conflict(reason: string, message: string): AppError {
  return new AppError('conflict', reason, message)
}

export function unauthenticated(): AppError {
  return new AppError('unauthenticated', 'sign-in', 'Sign in to continue.')
}
