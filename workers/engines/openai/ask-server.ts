import { firstLine } from '../engine-errors'
import type { Told } from '../told'
import { readAnswer } from './read-answer'
import { ServerError } from './server-error'

type Server = { url: string; apiKey: string | null; silenceMs: number }

/** Overloaded, starting, or behind a proxy that lost its backend. */
const PASSING = new Set([408, 409, 425, 429, 500, 502, 503, 504])

/**
 * Asks once. Aborting closes the socket, so that the server stops working on it.
 * @throws ServerError, or the signal's reason
 */
export async function askServer(server: Server, body: unknown, signal: AbortSignal): Promise<Told> {
  signal.throwIfAborted()
  const silence = new AbortController()
  const onAbort = () => silence.abort(signal.reason)
  signal.addEventListener('abort', onAbort)
  let timer = startTimer()

  function startTimer(): NodeJS.Timeout {
    return setTimeout(() => {
      const message = `The server gave no sign for ${server.silenceMs / 1000} s.`
      silence.abort(new ServerError(message, { again: true }))
    }, server.silenceMs)
  }
  function sign(): void {
    clearTimeout(timer)
    timer = startTimer()
  }

  try {
    const response = await fetch(`${server.url}/chat/completions`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(server.apiKey !== null && { authorization: `Bearer ${server.apiKey}` }),
      },
      body: JSON.stringify(body),
      signal: silence.signal,
    })
    sign()
    if (!response.ok) throw await refusal(response)
    return await readAnswer(response, sign)
  } catch (error) {
    signal.throwIfAborted()
    if (silence.signal.aborted) throw silence.signal.reason
    if (error instanceof ServerError) throw error
    throw new ServerError(`The server at ${server.url} could not be reached: ${causeOf(error)}.`, { again: true })
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }
}

async function refusal(response: Response): Promise<ServerError> {
  const words = await response.text().catch(() => '')
  const seconds = Number(response.headers.get('retry-after'))
  const hint =
    response.status === 401 || response.status === 403
      ? ' Check apiKeyEnv in model.json and the key in the worker’s environment.'
      : response.status === 404
        ? ' Check baseUrl and the model’s name in model.json.'
        : ''
  return new ServerError(`The server answered ${response.status}: ${words.slice(0, 300)}${hint}`, {
    again: PASSING.has(response.status),
    retryAfterMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null,
    refusal: { status: response.status, words },
  })
}

function causeOf(error: unknown): string {
  return firstLine(error instanceof Error && error.cause ? error.cause : error)
}
