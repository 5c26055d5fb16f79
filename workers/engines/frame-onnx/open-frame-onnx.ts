import { availableParallelism } from 'node:os'
import type { Engine, EngineFrame, FrameOnnxFolder, FrameResult } from '@/lib/domain/proposals'
import type { EngineOptions } from '../engine-options'
import { resultsOf } from './answers'
import { openSession, runBatch } from './session'

const DEFAULT_BATCH_SIZE = 8

/**
 * One ONNX graph as an engine: uint8 NHWC frames in; score, label logits and heatmap out. The prompt is not used.
 * @throws ModelFolderError when the graph does not fit its manifest or runs on no provider
 */
export async function openFrameOnnx(model: FrameOnnxFolder, options: EngineOptions): Promise<Engine> {
  const { manifest } = model
  const batchSize = options.batchSize ?? DEFAULT_BATCH_SIZE
  const { session, provider, providerReasons } = await openSession(model, {
    providers: options.providers ?? ['cuda', 'cpu'],
    threads: options.threads ?? availableParallelism(),
  })

  async function infer(frames: readonly EngineFrame[], _prompt: string, signal: AbortSignal): Promise<FrameResult[]> {
    const results: FrameResult[] = []
    for (let start = 0; start < frames.length; start += batchSize) {
      signal.throwIfAborted()
      const batch = frames.slice(start, start + batchSize)
      results.push(...resultsOf(batch, await runBatch(session, model, batch), manifest))
    }
    return results
  }

  return {
    inputSize: { width: manifest.input.width, height: manifest.input.height, fit: manifest.fit },
    batchSize,
    firstBatchSize: provider === 'cpu' ? 1 : batchSize,
    describe: () => ({
      engine: manifest.engine,
      name: manifest.name,
      version: manifest.version,
      provider,
      providerReasons,
    }),
    infer,
    close: () => session.release(),
  }
}
