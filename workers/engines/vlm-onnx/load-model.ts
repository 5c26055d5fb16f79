import { AutoModelForImageTextToText, AutoProcessor, env, LogLevel, type Processor } from '@huggingface/transformers'
import { type EngineFrame, folderError, type VlmOnnxFolder } from '@/lib/domain/proposals'
import { firstLine } from '../engine-errors'
import { generate, type LoadedModel } from './generate'

// A model consists of the files in its folder: nothing is downloaded, and nothing is cached elsewhere.
env.allowRemoteModels = false
env.useFSCache = false
env.useWasmCache = false
// Its errors are thrown as well; printed, an absent provider would look like a fault.
env.logLevel = LogLevel.NONE

export type OpenedModel = LoadedModel & {
  provider: string
  /** Why each provider before it was passed over. */
  providerReasons: string[]
}

/**
 * Opens the checkpoint on the first provider that really answers with it; each is tried separately with a grey frame,
 * because ONNX Runtime has no automatic fallback.
 * @throws ModelFolderError when the checkpoint cannot be read, or runs on no provider
 */
export async function loadModel(
  folder: VlmOnnxFolder,
  { providers, threads }: { providers: readonly string[]; threads: number },
): Promise<OpenedModel> {
  const processor = await readProcessor(folder)
  const providerReasons: string[] = []
  for (const provider of providers) {
    try {
      return { ...(await onProvider(folder, processor, provider, threads)), provider, providerReasons }
    } catch (error) {
      providerReasons.push(`${provider}: ${firstLine(error)}`)
    }
  }
  throw folderError(folder.folder, [`The checkpoint runs on no provider (${providerReasons.join('; ')}).`])
}

async function readProcessor(folder: VlmOnnxFolder): Promise<Processor> {
  try {
    return await AutoProcessor.from_pretrained(folder.folder, { local_files_only: true })
  } catch (error) {
    throw folderError(folder.folder, [`Its tokenizer or preprocessor_config.json cannot be read: ${firstLine(error)}.`])
  }
}

async function onProvider(
  folder: VlmOnnxFolder,
  processor: Processor,
  provider: string,
  threads: number,
): Promise<LoadedModel> {
  const model = await AutoModelForImageTextToText.from_pretrained(folder.folder, {
    device: deviceOf(provider),
    dtype: folder.manifest.dtype,
    local_files_only: true,
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1, logSeverityLevel: 4 },
  })
  try {
    const ends = [model.generation_config?.eos_token_id].flat()
    const loaded = { folder, model, processor, endIds: new Set(ends.filter((id) => typeof id === 'number')) }
    if (loaded.endIds.size === 0) throw new Error('generation_config.json names no eos_token_id')
    await generate(loaded, [grey(folder)], { prompt: '', maxTokens: 2, sampling: [null] }, new AbortController().signal)
    return loaded
  } catch (error) {
    await model.dispose()
    throw error
  }
}

function deviceOf(provider: string): 'cuda' | 'cpu' {
  if (provider === 'cuda' || provider === 'cpu') return provider
  throw new Error('this engine supports only cuda and cpu')
}

function grey({ manifest: { input } }: VlmOnnxFolder): EngineFrame {
  return { index: 0, ptsUs: 0, ...input, data: new Uint8Array(input.width * input.height * 3).fill(128) }
}
