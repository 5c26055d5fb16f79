import { z } from 'zod'
import type { VlmAnswer } from '../vlm-answer'
import { lines, TooLongError, wholeText } from './read-body'
import { ServerError, serverMessage, withoutKey } from './server-error'

const Choice = z.object({ token: z.string(), logprob: z.number() })
const Logprobs = z
  .object({ content: z.array(Choice.extend({ top_logprobs: z.array(Choice).default([]) })).nullish() })
  .nullish()
const Content = z.object({ content: z.string().nullish() })
const Part = z.object({
  choices: z
    .array(
      z.object({
        delta: Content.optional(),
        message: Content.optional(),
        logprobs: Logprobs,
        finish_reason: z.string().nullish(),
      }),
    )
    .default([]),
  error: z.object({ message: z.string() }).optional(),
})

/** Of one token with its ten likeliest, as servers write it, are about 2 KB. */
const BYTES_A_TOKEN = 8192
const LEAST_BYTES = 4 * 1024 * 1024
/** Of the text itself: a token is rarely a longer word. Bounds the work of reading it. */
const CHARACTERS_A_TOKEN = 64
const LEAST_CHARACTERS = 65_536

export type Reading = {
  /** The limits that the server must respect. */
  maxTokens: number
  /** Never shown, whoever sends it. */
  apiKey: string | null
  /** Called at every sign of life. */
  onSign: () => void
}

/** Most bytes of an answer. Source: docs/spec/react-answer.md [RA11] */
export function answerLimit(maxTokens: number): number {
  return Math.max(LEAST_BYTES, maxTokens * BYTES_A_TOKEN)
}

/**
 * Reads a chat completion, streamed as server-sent events or in one piece.
 * @throws ServerError when the stream ends early, does not end or contains nothing readable
 */
export async function readAnswer(response: Response, reading: Reading): Promise<VlmAnswer> {
  const answer: VlmAnswer = { text: '', tokens: [], finish: null }
  const most = answerLimit(reading.maxTokens)
  try {
    if (response.headers.get('content-type')?.includes('text/event-stream')) {
      await readStream(answer, response, most, reading)
    } else {
      take(answer, await wholeText(response.body, most, reading.onSign), reading)
    }
  } catch (error) {
    if (!(error instanceof TooLongError)) throw error
    throw tooLong(`${most / 1024 / 1024} MB`, reading)
  }
  return { ...answer, text: withoutKey(answer.text, reading.apiKey) }
}

async function readStream(answer: VlmAnswer, response: Response, most: number, reading: Reading): Promise<void> {
  if (!response.body) throw new ServerError('The server sent an empty stream.', { again: true })
  let ended = false
  for await (const line of lines(response.body, most, reading.onSign)) {
    // The `data:` of each event. Source: HTML Living Standard, 9.2.6
    if (!line.startsWith('data:')) continue
    const data = line.slice(5).trim()
    if (data === '[DONE]') ended = true
    else take(answer, data, reading)
  }
  if (!ended && answer.finish === null) {
    throw new ServerError('The server ended in the middle of its response.', { again: true })
  }
}

function tooLong(most: string, { maxTokens }: Reading): ServerError {
  return new ServerError(
    `The server's answer has more than ${most}, far more than maxTokens ${maxTokens} allows, and was abandoned. ` +
      'Check that it respects max_tokens and that baseUrl in model.json is its address.',
    { again: false },
  )
}

function take(answer: VlmAnswer, json: string, reading: Reading): void {
  const { apiKey, maxTokens } = reading
  const parsed = Part.safeParse(parseJson(json))
  if (!parsed.success) {
    const words = serverMessage(json, apiKey, 120)
    throw new ServerError(`The server sent a response that is not a chat completion: ${words}`, { again: false })
  }
  const { error } = parsed.data
  if (error) throw new ServerError(`The server failed: ${serverMessage(error.message, apiKey)}`, { again: true })
  const [choice] = parsed.data.choices
  if (!choice) return
  answer.text += choice.delta?.content ?? choice.message?.content ?? ''
  const most = Math.max(LEAST_CHARACTERS, maxTokens * CHARACTERS_A_TOKEN)
  if (answer.text.length > most) throw tooLong(`${most} characters`, reading)
  answer.finish = choice.finish_reason ?? answer.finish
  for (const { token, logprob, top_logprobs } of choice.logprobs?.content ?? []) {
    answer.tokens.push({
      text: token,
      logprob,
      top: top_logprobs.map((other) => ({ text: other.token, logprob: other.logprob })),
    })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
