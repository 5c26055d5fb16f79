import {
  type Engine,
  type EngineFrame,
  type FrameResult,
  folderError,
  frameResultOf,
  type OpenaiFolder,
  serverKeyProblem,
} from '@/lib/domain/proposals'
import { ASKS, noAnswer, type VlmAnswer } from '../vlm-answer'
import { askServer, chatRequest, UNPENALISED } from './ask-server'
import { inTurns, PATIENCE, type Patience, withPatience } from './requests'
import { ServerError } from './server-error'

/**
 * A model behind an OpenAI-compatible server. Requests run side by side up to the manifest's concurrency.
 * @throws ModelFolderError when the key that the manifest names is not in the environment, or is not a valid key
 */
export async function openOpenai(model: OpenaiFolder, patience: Patience = PATIENCE): Promise<Engine> {
  const { manifest } = model
  const { baseUrl, apiKeyEnv, concurrency, silenceMs } = manifest.server
  const { apiKey, problem } = apiKeyEnv === undefined ? { apiKey: null } : keyOf(apiKeyEnv)
  if (problem !== undefined) throw folderError(model.folder, [problem])
  const server = { url: baseUrl.replace(/\/+$/, ''), apiKey, silenceMs }

  let knowsPenalty = true

  /** Source: docs/spec/react-answer.md [RA7] */
  async function ask(body: Awaited<ReturnType<typeof chatRequest>>, signal: AbortSignal): Promise<VlmAnswer> {
    if (!knowsPenalty) return askServer(server, body, signal)
    try {
      return await askServer(server, { ...body, ...UNPENALISED }, signal)
    } catch (error) {
      if (!(error instanceof ServerError) || !error.blames('repetition_penalty')) throw error
      const answer = await askServer(server, body, signal)
      knowsPenalty = false
      return answer
    }
  }

  async function judge(frame: EngineFrame, prompt: string, signal: AbortSignal): Promise<FrameResult> {
    const body = await chatRequest(frame, prompt, manifest)
    let answer: VlmAnswer = { text: '', tokens: [], finish: null }
    const limits = { signal, until: performance.now() + patience.wholeMs }
    for (let asked = 0; asked < ASKS; asked += 1) {
      answer = await withPatience((own) => ask(body, own), patience, limits)
      const result = frameResultOf(frame, answer, manifest.labels)
      if (result) return result
    }
    throw noAnswer(frame, answer)
  }

  return {
    inputSize: { ...manifest.input, fit: manifest.fit },
    batchSize: concurrency,
    describe: () => ({
      engine: manifest.engine,
      name: manifest.name,
      version: manifest.version,
      provider: `${new URL(server.url).host} (${manifest.server.model})`,
      providerReasons: [],
    }),
    infer: (frames, prompt, signal) => inTurns(frames, concurrency, signal, (frame, own) => judge(frame, prompt, own)),
    close: async () => undefined,
  }
}

type Key = { apiKey: string; problem?: undefined } | { apiKey: null; problem: string }

/** The key in a variable of the environment, or why there is none that can be sent. */
function keyOf(name: string): Key {
  const refused = serverKeyProblem(name)
  if (refused !== null) return { apiKey: null, problem: refused }
  const apiKey = (process.env[name] ?? '').trim()
  const named = `model.json names ${name} for the server's key, but`
  const mend = 'set it and start the worker again.'
  if (apiKey === '') return { apiKey: null, problem: `${named} the worker's environment has none; ${mend}` }
  if (/^[!-~]+$/.test(apiKey)) return { apiKey }
  return {
    apiKey: null,
    problem: `${named} its value contains a space, a line break or a character that a key cannot have; ${mend}`,
  }
}
