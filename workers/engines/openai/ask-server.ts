import { type EngineFrame, type OpenaiManifest, renderInstruction } from '@/lib/domain/proposals'
import { encodeImage } from '@/workers/media'
import { firstLine } from '../engine-errors'
import { instructionLabels, type VlmAnswer } from '../vlm-answer'
import { readAnswer } from './read-answer'
import { beginningOf } from './read-body'
import { ServerError, serverMessage } from './server-error'

type Server = { url: string; apiKey: string | null; silenceMs: number }
type Ask = { max_tokens: number }

const MOST_REFUSAL_BYTES = 65_536

/** Overloaded, starting, or behind a proxy that lost its backend. */
const PASSING = new Set([408, 409, 425, 429, 500, 502, 503, 504])

/**
 * Asks once. Aborting closes the socket, so that the server stops working on it.
 * @throws ServerError, or the signal's reason
 */
export async function askServer(server: Server, body: Ask, signal: AbortSignal): Promise<VlmAnswer> {
  signal.throwIfAborted()
  const silence = new AbortController()
  const onAbort = () => silence.abort(signal.reason)
  signal.addEventListener('abort', onAbort)
  let timer = startTimer()

  function startTimer(): NodeJS.Timeout {
    return setTimeout(() => {
      const message = `The server did not respond for ${server.silenceMs / 1000} s.`
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
      // The key and the pictures are for the address that model.json names, and for no other.
      redirect: 'manual',
      signal: silence.signal,
    })
    sign()
    if (isRedirect(response)) throw await redirected(response, server)
    if (!response.ok) throw await refusal(response, server, sign)
    return await readAnswer(response, { maxTokens: body.max_tokens, apiKey: server.apiKey, onSign: sign })
  } catch (error) {
    signal.throwIfAborted()
    if (silence.signal.aborted) throw silence.signal.reason
    if (error instanceof ServerError) throw error
    throw new ServerError(`The server at ${server.url} could not be reached: ${causeOf(error, server)}.`, {
      again: true,
    })
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }
}

function isRedirect({ status }: Response): boolean {
  return status >= 300 && status < 400
}

async function redirected(response: Response, { url, apiKey }: Server): Promise<ServerError> {
  await response.body?.cancel()
  const location = response.headers.get('location')
  const target = location !== null && URL.canParse(location, url) ? new URL(location, url) : null
  const address = target
    ? `${target.protocol}//${target.host}${target.pathname.replace(/\/chat\/completions\/?$/, '')}`
    : null
  const words = address === null ? 'elsewhere, without an address' : `to ${serverMessage(address, apiKey, 300)}`
  return new ServerError(
    `The server answered ${response.status} and points ${words}. Pictures and key are sent only to baseUrl of model.json: ` +
      'if that is the model’s server, name it there, raise "version" and register the model again.',
    { again: false },
  )
}

async function refusal(response: Response, { apiKey }: Server, onSign: () => void): Promise<ServerError> {
  const words = await beginningOf(response.body, MOST_REFUSAL_BYTES, onSign)
  const seconds = Number(response.headers.get('retry-after'))
  const hint =
    response.status === 401 || response.status === 403
      ? ' Check apiKeyEnv in model.json and the key in the worker’s environment.'
      : response.status === 404
        ? ' Check baseUrl and the model’s name in model.json.'
        : ''
  return new ServerError(`The server answered ${response.status}: ${serverMessage(words, apiKey, 300)}${hint}`, {
    again: PASSING.has(response.status),
    retryAfterMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null,
    refusal: { status: response.status, words },
  })
}

function causeOf(error: unknown, { apiKey }: Server): string {
  return serverMessage(firstLine(error instanceof Error && error.cause ? error.cause : error), apiKey)
}

/**
 * vLLM and SGLang support it and would otherwise use the checkpoint's value; a server with only OpenAI's fields refuses
 * it.
 */
export const UNPENALISED = { repetition_penalty: 1 } as const

/** Body of POST /v1/chat/completions: the picture first, then the constant text, so that servers can share its prefix. */
export async function chatRequest(frame: EngineFrame, prompt: string, manifest: OpenaiManifest) {
  const jpeg = await encodeImage(frame, 'jpeg')
  return {
    model: manifest.server.model,
    messages: [
      {
        role: 'user',
        content: [
          { type: 'image_url', image_url: { url: `data:image/jpeg;base64,${jpeg.toString('base64')}` } },
          { type: 'text', text: renderInstruction(prompt, instructionLabels(manifest)) },
        ],
      },
    ],
    temperature: 0,
    max_tokens: manifest.maxTokens,
    stream: true,
    logprobs: true,
    top_logprobs: 10,
  }
}
