/** Who acts. A token acts for the person who made it, with that person's roles. */
export type Actor =
  /** `sessionId` names the signed-in browser; none where a test or a command acts as the person. */
  | { type: 'user'; userId: string; sessionId?: string }
  | { type: 'token'; userId: string; tokenId: string }
  | { type: 'system'; job: string }
  | { type: 'anonymous' }
