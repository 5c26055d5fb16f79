import { readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { ModelFolderError, readModelFolder, tryModel } from '@/lib/services/proposals'
import { openEngine } from '@/workers/engines'
import { decoderLicence, decoderNames, hardwareDecoding } from '@/workers/media'
import { broken, type Check, CUDA_LIBRARIES, missingLibraries } from './check-machine'

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

/** Decoders of the codecs that generated video comes in, and hardware that could help. */
export function checkDecoding(): Check[] {
  const decoders = Object.entries(decoderNames())
  const missing = decoders.filter(([, decoder]) => decoder === null).map(([codec]) => codec)
  const { built, works } = hardwareDecoding()
  return [
    licenceCheck(),
    {
      area: 'decoding',
      name: 'decoders',
      state: missing.length > 0 ? 'problem' : 'ok',
      text:
        missing.length > 0
          ? `no decoder for ${missing.join(', ')}`
          : decoders.map(([codec, decoder]) => (codec === decoder ? codec : `${codec} (${decoder})`)).join(', '),
    },
    {
      area: 'decoding',
      name: 'hardware',
      state: 'ok',
      text: works
        ? `${works} opens, but frames are decoded in software: exact on every machine`
        : `none opens (built for ${built.join(', ') || 'none'}); frames are decoded in software`,
    },
  ]
}

/** For people who distribute the product, not for those who run it. */
function licenceCheck(): Check {
  const { version, spdx, fdkAac } = decoderLicence()
  const licence = spdx ?? 'a licence that does not allow passing it on'
  const text = `FFmpeg ${version} under ${licence}${fdkAac ? ', with fdk-aac' : ''}; see THIRD_PARTY_NOTICES before you pass it on`
  return { area: 'decoding', name: 'licence', state: 'ok', text }
}

async function checkModel(folder: string, root: string): Promise<Check> {
  const name = path.basename(folder)
  try {
    const model = await readModelFolder(folder, { root })
    await tryModel(model)
    const { engine, manifest, sha256 } = model
    const text = `${manifest.name} ${manifest.version}, ${engine}, ${sha256.slice(0, 12)}`
    return { area: 'models', name, state: 'ok', text }
  } catch (error) {
    // A custom model that is not finished must not stop anything else.
    return { ...broken('models', name, error), state: error instanceof ModelFolderError ? 'note' : 'problem' }
  }
}

/** Every folder that could be registered: the one that ships with Framejury, and those of FRAMEJURY_MODELS. */
export async function checkModels(modelsFolder: string): Promise<Check[]> {
  const builtin = path.resolve('models', 'default')
  const root = path.resolve(modelsFolder)
  const entries = await readdir(root, { withFileTypes: true }).catch(() => [])
  const own = entries
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map((entry) => path.join(root, entry.name))
  const [shipped, ...others] = await Promise.all(
    [builtin, ...own.filter((folder) => folder !== builtin).sort()].map((folder) =>
      checkModel(folder, path.dirname(folder)),
    ),
  )
  return [
    ...(shipped ? [{ ...shipped, state: shipped.state === 'note' ? ('problem' as const) : shipped.state }] : []),
    ...others,
  ]
}
