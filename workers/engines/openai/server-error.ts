/** The server answered, but not with an answer; `again` says whether asking later may help. */
export class ServerError extends Error {
  override readonly name = 'ServerError'
  readonly again: boolean
  /** What the server asked for, ms. */
  readonly retryAfterMs: number | null

  constructor(message: string, { again, retryAfterMs = null }: { again: boolean; retryAfterMs?: number | null }) {
    super(message)
    this.again = again
    this.retryAfterMs = retryAfterMs
  }
}
