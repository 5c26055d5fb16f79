import { readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { openEngine } from '@/workers/engines'
import type { Check } from './check'
import { CUDA_LIBRARIES, missingLibraries } from './shared-libraries'

const DEFAULT_MODEL = path.join('models', 'default')
const CUDA_PROVIDER = 'libonnxruntime_providers_cuda.so'

/** Folder of ONNX Runtime's own libraries for this platform. */
function runtimeFolder(): string {
  const root = path.dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'))
  return path.join(root, 'bin', 'napi-v6', process.platform, process.arch)
}

/** Opens the model that ships with Framejury on one provider, warm-up run included. */
async function opens(provider: string): Promise<string | null> {
  try {
    const engine = await openEngine(DEFAULT_MODEL, { providers: [provider], threads: 1 })
    await engine.close()
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

async function checkCuda(): Promise<Check> {
  const name = 'cuda'
  const failure = await opens(name)
  if (failure === null) return { area: 'inference', name, state: 'ok', text: 'runs the default model' }
  const files = await readdir(runtimeFolder()).catch((): string[] => [])
  const missing = [
    ...(files.includes(CUDA_PROVIDER) ? [] : [CUDA_PROVIDER]),
    ...(process.platform === 'linux' ? await missingLibraries(CUDA_LIBRARIES) : []),
  ]
  const reason = /\(cuda: (.*)\)\.?$/.exec(failure)?.[1] ?? failure
  return {
    area: 'inference',
    name,
    state: 'note',
    text:
      missing.length > 0
        ? `not used: ${missing.join(', ')} not found`
        : `not used although its libraries are there: ${reason}`,
    mend: files.includes(CUDA_PROVIDER)
      ? 'Install the NVIDIA driver, CUDA 12 and cuDNN 9, or name their folders in LD_LIBRARY_PATH.'
      : 'On a machine with an NVIDIA GPU run `node node_modules/onnxruntime-node/script/install.js`, then this command again.',
  }
}

/** Each provider, proven by a run of the default model. */
export async function checkInference(): Promise<Check[]> {
  const failure = await opens('cpu')
  const cpu: Check =
    failure === null
      ? { area: 'inference', name: 'cpu', state: 'ok', text: 'runs the default model' }
      : {
          area: 'inference',
          name: 'cpu',
          state: 'problem',
          text: failure,
          mend: 'Install the packages again: `npm start`.',
        }
  return [await checkCuda(), cpu]
}
