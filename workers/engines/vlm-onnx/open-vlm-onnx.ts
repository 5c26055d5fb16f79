import { availableParallelism } from 'node:os'
import {
  type Engine,
  type EngineFrame,
  type FrameResult,
  frameResultOf,
  type VlmOnnxFolder,
} from '@/lib/domain/proposals'
import { createRng } from '@/lib/domain/shared'
import type { EngineOptions } from '../engine-options'
import { noAnswer, type VlmAnswer } from '../vlm-answer'
import { generate } from './generate'
import { loadModel } from './load-model'
import type { Sampling } from './token-chooser'

/** Of the second ask; the first is greedy. Source: docs/spec/react-answer.md [RA7] */
const RETRY_TEMPERATURE = 0.5

/**
 * A Qwen2.5-VL checkpoint in this process, through @huggingface/transformers on ONNX Runtime.
 * @throws ModelFolderError when the checkpoint cannot be read or runs on no provider
 */
export async function openVlmOnnx(folder: VlmOnnxFolder, options: EngineOptions): Promise<Engine> {
  const { manifest } = folder
  const batchSize = options.batchSize ?? manifest.batchSize
  const { provider, providerReasons, ...loaded } = await loadModel(folder, {
    providers: options.providers ?? ['cuda', 'cpu'],
    threads: options.threads ?? availableParallelism(),
  })

  function ask(frames: readonly EngineFrame[], prompt: string, sampling: (Sampling | null)[], signal: AbortSignal) {
    return generate(loaded, frames, { prompt, maxTokens: manifest.maxTokens, sampling }, signal)
  }

  /** Asks again, in one batch, for the frames whose answer could not be read. */
  async function judge(frames: readonly EngineFrame[], prompt: string, signal: AbortSignal): Promise<FrameResult[]> {
    const read = (frame: EngineFrame, told: VlmAnswer) => frameResultOf(frame, told, manifest.labels)
    const first = await ask(
      frames,
      prompt,
      frames.map(() => null),
      signal,
    )
    const results = new Map(pairs(frames, first).map(([frame, told]) => [frame, read(frame, told)]))
    const unread = frames.filter((frame) => !results.get(frame))
    if (unread.length > 0) {
      const sampling = unread.map(({ index }) => ({ temperature: RETRY_TEMPERATURE, rng: createRng(index) }))
      for (const [frame, told] of pairs(unread, await ask(unread, prompt, sampling, signal))) {
        const result = read(frame, told)
        if (!result) throw noAnswer(frame, told)
        results.set(frame, result)
      }
    }
    return frames.flatMap((frame) => results.get(frame) ?? [])
  }

  async function infer(frames: readonly EngineFrame[], prompt: string, signal: AbortSignal): Promise<FrameResult[]> {
    const results: FrameResult[] = []
    for (let start = 0; start < frames.length; start += batchSize) {
      results.push(...(await judge(frames.slice(start, start + batchSize), prompt, signal)))
    }
    return results
  }

  return {
    inputSize: { ...manifest.input, fit: manifest.fit },
    batchSize,
    describe: () => ({
      engine: manifest.engine,
      name: manifest.name,
      version: manifest.version,
      provider,
      providerReasons,
    }),
    infer,
    close: async () => {
      await loaded.model.dispose()
    },
  }
}

function pairs(frames: readonly EngineFrame[], told: readonly VlmAnswer[]): [EngineFrame, VlmAnswer][] {
  return frames.map((frame, place) => [frame, told[place] ?? { text: '', tokens: [], finish: null }])
}
