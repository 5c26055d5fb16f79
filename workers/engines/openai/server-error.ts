import { storableText } from '@/lib/domain/shared'

type About = { again: boolean; retryAfterMs?: number | null; refusal?: { status: number; words: string } | null }

/** The server responded, but without a usable answer; `again` is true when another try may help. */
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

/** A shorter text is not a secret, and might be any word: servers without keys get "x" or "-". */
const SHORTEST_KEY = 4
const MOST_WORDS = 500

/** A server's text without the key that it was sent; servers repeat it when they refuse it. */
export function withoutKey(text: string, apiKey: string | null): string {
  if (apiKey === null || apiKey.length < SHORTEST_KEY) return text
  const forms = new Set([apiKey, JSON.stringify(apiKey).slice(1, -1), encodeURIComponent(apiKey)])
  return [...forms].reduce((rest, form) => rest.replaceAll(form, '(the key)'), text)
}

/** What may be shown of a server's words: without the key, cut, and fit to be kept. */
export function serverMessage(text: string, apiKey: string | null, most = MOST_WORDS): string {
  return storableText(withoutKey(text, apiKey), most)
}
