import 'server-only'
import { type Actor, missingScope, type ScopeNeed } from '@/lib/domain/accounts'
import { AppError } from '@/lib/platform/errors'

const NO_TOKENS =
  'No API token may do this, whatever its scopes: it concerns accounts and their keys. Sign in with a browser.'

function lacking(scope: string): string {
  return `This API token has no scope "${scope}", which this call needs. Make a token with it under Account.`
}

/**
 * The gate of every call with a token, for operations of the API and for uploads alike.
 * @throws AppError forbidden, reason `scope`
 */
export function requireScope(actor: Actor, need: ScopeNeed): void {
  const missing = missingScope(actor, need)
  if (missing) throw new AppError('forbidden', 'scope', missing === 'session' ? NO_TOKENS : lacking(missing))
}
