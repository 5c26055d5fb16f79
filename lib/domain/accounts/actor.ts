/** Who acts. A token acts for the person who made it, with that person's roles. */
export type Actor =
  | { type: 'user'; userId: string }
  | { type: 'token'; userId: string; tokenId: string }
  | { type: 'system'; job: string }
  | { type: 'anonymous' }
