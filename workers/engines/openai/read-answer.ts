import { z } from 'zod'
import type { Told } from '../told'
import { ServerError } from './server-error'

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

/**
 * Reads a chat completion, streamed as server-sent events or in one piece.
 * @param onSign called at every sign of life
 * @throws ServerError when the stream breaks off or says nothing that can be read
 */
export async function readAnswer(response: Response, onSign: () => void): Promise<Told> {
  const told: Told = { text: '', tokens: [], finish: null }
  if (!response.headers.get('content-type')?.includes('text/event-stream')) {
    take(told, await response.text())
    return told
  }
  if (!response.body) throw new ServerError('The server sent an empty stream.', { again: true })
  let ended = false
  for await (const data of events(response.body, onSign)) {
    if (data === '[DONE]') ended = true
    else take(told, data)
  }
  if (!ended && told.finish === null) {
    throw new ServerError('The server broke off in the middle of its answer.', { again: true })
  }
  return told
}

function take(told: Told, json: string): void {
  const parsed = Part.safeParse(parseJson(json))
  if (!parsed.success) {
    throw new ServerError(`The server sent something that is no chat completion: ${json.slice(0, 120)}`, {
      again: false,
    })
  }
  if (parsed.data.error) throw new ServerError(`The server failed: ${parsed.data.error.message}`, { again: true })
  const [choice] = parsed.data.choices
  if (!choice) return
  told.text += choice.delta?.content ?? choice.message?.content ?? ''
  told.finish = choice.finish_reason ?? told.finish
  for (const { token, logprob, top_logprobs } of choice.logprobs?.content ?? []) {
    told.tokens.push({
      text: token,
      logprob,
      top: top_logprobs.map((other) => ({ text: other.token, logprob: other.logprob })),
    })
  }
}

/** The `data:` of each event. Source: HTML Living Standard, 9.2.6 */
async function* events(body: ReadableStream<Uint8Array>, onSign: () => void): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of body) {
    onSign()
    rest += decoder.decode(bytes, { stream: true })
    const lines = rest.split(/\r\n|\n|\r/)
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.startsWith('data:')) yield line.slice(5).trim()
  }
  if (rest.startsWith('data:')) yield rest.slice(5).trim()
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
