import type { ScopeNeed, TokenScope } from './scopes'

/** Who acts. A token acts for the person who made it, with that person's roles and no more than its scopes. */
export type Actor =
  /** `sessionId` names the signed-in browser; none where a test or a command acts as the person. */
  | { type: 'user'; userId: string; sessionId?: string }
  | { type: 'token'; userId: string; tokenId: string; scopes: readonly TokenScope[] }
  | { type: 'system'; job: string }
  | { type: 'anonymous' }

/**
 * Whether this caller's token allows what the operation needs; people in the browser need no scope.
 * @returns null, or what is missing
 */
export function missingScope(actor: Actor, need: ScopeNeed): Exclude<ScopeNeed, 'none'> | null {
  if (actor.type !== 'token' || need === 'none') return null
  if (need === 'session') return need
  return actor.scopes.includes(need) ? null : need
}
