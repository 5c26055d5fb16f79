type About = { again: boolean; retryAfterMs?: number | null; refusal?: { status: number; words: string } | null }

/** The server answered, but not with an answer; `again` says whether asking later may help. */
export class ServerError extends Error {
  override readonly name = 'ServerError'
  readonly again: boolean
  /** What the server asked for, ms. */
  readonly retryAfterMs: number | null
  readonly #refusal: About['refusal']

  constructor(message: string, { again, retryAfterMs = null, refusal = null }: About) {
    super(message)
    this.again = again
    this.retryAfterMs = retryAfterMs
    this.#refusal = refusal
  }

  /** Whether the server finds fault with this field of the request. */
  blames(field: string): boolean {
    return [400, 422].includes(this.#refusal?.status ?? 0) && this.#refusal?.words.includes(field) === true
  }
}
