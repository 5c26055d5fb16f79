import type { TokenScope } from './scopes'

/** Who acts. A token acts for the person who made it, with that person's roles and no more than its scopes. */
export type Actor =
  | { type: 'user'; userId: string }
  | { type: 'token'; userId: string; tokenId: string; scopes: readonly TokenScope[] }
  | { type: 'system'; job: string }
  | { type: 'anonymous' }
