import { env, InferenceSession, Tensor } from 'onnxruntime-node'
import { type EngineFrame, type FrameOnnxFolder, folderError, ModelFolderError } from '@/lib/domain/proposals'
import { firstLine } from '../engine-errors'
import type { Outputs } from './answers'
import { graphProblems } from './check-graph'

// Its errors are thrown as well; printed, an absent provider would look like a fault.
env.logLevel = 'fatal'

export type OpenSession = {
  session: InferenceSession
  provider: string
  /** Why each provider before it was passed over. */
  providerReasons: string[]
}

/**
 * Opens the graph on the first provider that really runs it. ONNX Runtime has no automatic fallback: naming an absent
 * provider throws, so each is tried separately with a warm-up frame.
 * @throws ModelFolderError when the graph is not as in model.json, or runs on no provider
 */
export async function openSession(
  model: FrameOnnxFolder,
  { providers, threads }: { providers: readonly string[]; threads: number },
): Promise<OpenSession> {
  const providerReasons: string[] = []
  for (const provider of providers) {
    try {
      const session = await createSession(model, provider, threads)
      return { session, provider, providerReasons }
    } catch (error) {
      if (error instanceof ModelFolderError) throw error
      providerReasons.push(`${provider}: ${firstLine(error)}`)
    }
  }
  throw folderError(model.folder, [`model.onnx runs on no provider (${providerReasons.join('; ')}).`])
}

async function createSession(model: FrameOnnxFolder, provider: string, threads: number): Promise<InferenceSession> {
  const session = await InferenceSession.create(model.modelPath, {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 4,
    // Spinning threads take the cores from the decoder that works ahead; small blocks of work let a delayed thread
    // leave the rest to the others.
    extra: { session: { intra_op: { allow_spinning: '0' }, dynamic_block_base: '4' } },
  })
  try {
    const problems = graphProblems(model.manifest, { inputs: session.inputMetadata, outputs: session.outputMetadata })
    if (problems.length > 0) throw folderError(model.folder, problems)
    await runBatch(session, model, [grey(model)])
    return session
  } catch (error) {
    await session.release()
    throw error
  }
}

/** Runs frames of the input's size through the graph. Blocks the thread while it computes. */
export async function runBatch(
  session: InferenceSession,
  { manifest: { input, outputs } }: FrameOnnxFolder,
  frames: readonly EngineFrame[],
): Promise<Outputs> {
  const bytes = input.width * input.height * 3
  const batch = new Uint8Array(frames.length * bytes)
  frames.forEach((frame, place) => {
    if (frame.width !== input.width || frame.height !== input.height || frame.data.length !== bytes) {
      throw new RangeError(
        `Frame ${frame.index} is ${frame.width}×${frame.height} (${frame.data.length} bytes); the model needs ${input.width}×${input.height} RGB.`,
      )
    }
    batch.set(frame.data, place * bytes)
  })
  const answer = await session.run({
    [input.name]: new Tensor('uint8', batch, [frames.length, input.height, input.width, 3]),
  })
  return {
    score: outputOf(answer, outputs.score),
    labelLogits: outputOf(answer, outputs.labelLogits),
    heatmap: outputOf(answer, outputs.heatmap),
  }
}

function outputOf(answer: InferenceSession.ReturnType, name: string) {
  const value = answer[name]
  if (value?.data instanceof Float32Array) return { data: value.data, dims: value.dims }
  throw new TypeError(`The output "${name}" is ${value ? value.type : 'absent'} instead of float32.`)
}

function grey({ manifest: { input } }: FrameOnnxFolder): EngineFrame {
  const data = new Uint8Array(input.width * input.height * 3).fill(128)
  return { index: 0, ptsUs: 0, width: input.width, height: input.height, data }
}
