import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import {
  folderError,
  type ModelFolder,
  ModelFolderError,
  ModelManifest,
  serverKeyProblem,
  type VlmOnnxManifest,
} from '@/lib/domain/proposals'
import { storableText, storingProblem } from '@/lib/domain/shared'
import { externalWeights } from './external-weights'
import { entryProblems, lfsPointers, placeProblem } from './folder-entries'
import { looksLikeVlm, vlmProblems } from './vlm-folder'
import { EXPORT, vlmWeights } from './vlm-graphs'

export { type ModelFolder, ModelFolderError } from '@/lib/domain/proposals'

const MANIFEST = 'model.json'
const GRAPH = 'model.onnx'
const GRAPHS = 'onnx'
const MOST_MANIFEST_BYTES = 1024 * 1024
const SHAPE =
  `A model is a folder with ${MANIFEST}: beside ${GRAPH} for engine "frame-onnx", beside a checkpoint and its onnx/ for ` +
  'engine "vlm-onnx", or alone for engine "openai", where it names the server.'

export type Expected = {
  /** Sum the model version was registered with, when there is one. */
  sha256?: string
  /** The folder that must contain the model and all its files, links followed; anywhere when absent. */
  root?: string
}

/**
 * Recognises a model folder by what is in it, without loading an inference runtime.
 * @throws ModelFolderError naming each missing or wrong file
 */
export async function readModelFolder(folder: string, expected: Expected = {}): Promise<ModelFolder> {
  try {
    return await read(folder, expected)
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    const file = 'path' in error ? path.basename(String(error.path)) : 'One of its files'
    throw folderError(folder, [`${file} cannot be read (${'code' in error ? error.code : ''}); check its permissions.`])
  }
}

async function read(folder: string, { sha256: expectedSha256, root }: Expected): Promise<ModelFolder> {
  const files = await list(folder, root)
  const pointers = await lfsPointers(folder)
  if (pointers.length > 0) throw folderError(folder, [pointerProblem(pointers)])
  const found = files.length > 0 ? `It holds ${files.slice(0, 8).join(', ')}.` : 'It is empty.'
  if (!files.includes(MANIFEST)) {
    if (await looksLikeVlm(folder)) throw folderError(folder, await vlmProblems(folder, null))
    const missing = files.includes(GRAPH) || files.length > 0 ? [MANIFEST] : [MANIFEST, GRAPH]
    throw folderError(folder, [`${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing.`, found, SHAPE])
  }
  const manifest = await readManifest(folder)
  if (manifest.engine === 'openai') {
    const { apiKeyEnv } = manifest.server
    const problem = apiKeyEnv === undefined ? null : serverKeyProblem(apiKeyEnv)
    if (problem) throw folderError(folder, [problem])
    const sha256 = await sha256Of(path.resolve(folder, MANIFEST))
    checkSums(folder, MANIFEST, sha256, [{ sum: expectedSha256, source: REGISTERED }])
    return { engine: 'openai', folder: path.resolve(folder), manifest, sha256 }
  }
  if (manifest.engine === 'vlm-onnx') return readVlm(folder, manifest, expectedSha256)
  if (!files.includes(GRAPH)) throw folderError(folder, [`${GRAPH} is missing.`, found, SHAPE])
  const modelPath = path.resolve(folder, GRAPH)
  const sha256 = await sha256Of(modelPath)
  checkSums(folder, GRAPH, sha256, [
    { sum: manifest.sha256, source: MANIFEST },
    { sum: expectedSha256, source: REGISTERED },
  ])
  const apart = [...(await externalWeights(modelPath))]
  if (apart.length > 0) {
    throw folderError(folder, [
      `${GRAPH} stores weights in ${named(apart)}, which its checksum would not cover. Put them inside: ` +
        `python -c 'import onnx; onnx.save(onnx.load("${GRAPH}"), "${GRAPH}")', then register it.`,
    ])
  }
  return { engine: 'frame-onnx', folder: path.resolve(folder), modelPath, manifest, sha256 }
}

async function readVlm(folder: string, manifest: VlmOnnxManifest, registered?: string): Promise<ModelFolder> {
  const problems = await vlmProblems(folder, manifest)
  if (problems.length > 0) throw folderError(folder, problems)
  const weights = await vlmWeights(folder, manifest.dtype)
  const sha256 = await sha256Of(...weights.map((file) => path.resolve(folder, file)))
  checkSums(folder, `onnx/ (${weights.map((file) => path.basename(file)).join(', ')})`, sha256, [
    { sum: manifest.sha256, source: MANIFEST },
    { sum: registered, source: REGISTERED },
  ])
  for (const file of weights.filter((name) => name.endsWith('.onnx'))) {
    const apart = [...(await externalWeights(path.resolve(folder, file)))]
    const unseen = apart.filter((name) => name === '' || !weights.includes(path.join('onnx', name)))
    if (unseen.length > 0) {
      throw folderError(folder, [
        `${file} stores weights in ${named(unseen)}, which the checksum does not cover; ${EXPORT}, or name the file ${path.basename(file)}_data.`,
      ])
    }
  }
  return { engine: 'vlm-onnx', folder: path.resolve(folder), manifest, sha256 }
}

/** The files that a graph names, in so many words. */
function named(files: readonly string[]): string {
  const names = files.slice(0, 3).map((file) => storableText(file, 200) || 'a file without a name')
  return `${names.join(', ')}${files.length > 3 ? ' and others' : ''}`
}

function pointerProblem(files: readonly string[]): string {
  const [are, which] = files.length > 1 ? ['are Git LFS pointers', 'the files'] : ['is a Git LFS pointer', 'the file']
  return `${files.join(', ')} ${are}, not ${which}. Run "git lfs pull" where the folder came from, then copy it again.`
}

const REGISTERED = 'the registered model version'

function checkSums(
  folder: string,
  file: string,
  sha256: string,
  wanted: readonly { sum: string | undefined; source: string }[],
): void {
  const wrong = wanted.filter(({ sum }) => sum !== undefined && sum !== sha256)
  if (wrong.length === 0) return
  const complaints = wrong.map(({ sum, source }) => `${file} has the SHA-256 ${sha256}, but ${source} says ${sum}.`)
  throw folderError(folder, [...complaints, 'Copy the file again, or register it as a new version.'])
}

/** The names in a folder whose files can be opened. */
async function list(folder: string, root: string | undefined): Promise<string[]> {
  const files = await names(folder, root)
  const problems = await entryProblems(folder, files, root)
  if (files.includes(GRAPHS)) {
    const graphs = path.join(folder, GRAPHS)
    if ((await stat(graphs)).isDirectory()) {
      const inside = (await readdir(graphs)).map((name) => path.join(GRAPHS, name))
      problems.push(...(await entryProblems(folder, inside, root)))
    } else problems.push(`${GRAPHS} is not a folder; rename the file, or export the checkpoint again.`)
  }
  if (problems.length > 0) throw folderError(folder, problems.slice(0, 8))
  return files
}

async function names(folder: string, root: string | undefined): Promise<string[]> {
  try {
    const problem = await placeProblem(folder, root)
    if (problem !== null) throw folderError(folder, [problem])
    return (await readdir(folder)).sort()
  } catch (error) {
    if (error instanceof ModelFolderError) throw error
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ENOENT') throw folderError(folder, ['There is no such folder; check the path.'])
    if (code === 'ENOTDIR') throw folderError(folder, ['It is a file; name the folder that contains it.', SHAPE])
    throw folderError(folder, [`It cannot be read (${code}); check its permissions.`])
  }
}

async function readManifest(folder: string): Promise<ModelManifest> {
  const file = path.join(folder, MANIFEST)
  if ((await stat(file)).size > MOST_MANIFEST_BYTES) {
    throw folderError(folder, [`${MANIFEST} has more than 1 MB; it is a short description, not the weights.`])
  }
  const value = parseJson(folder, await readFile(file, 'utf8'))
  const unstorable = storingProblem(value)
  if (unstorable) throw folderError(folder, [`${MANIFEST} is not right:`, unstorable])
  const parsed = ModelManifest.safeParse(value)
  if (parsed.success) return parsed.data
  throw folderError(folder, [`${MANIFEST} is not right:`, z.prettifyError(parsed.error)])
}

function parseJson(folder: string, text: string): unknown {
  const unstorable: string[] = []
  function note(key: string, value: unknown): unknown {
    if ([key, value].some((part) => typeof part === 'string' && storableText(part, part.length) !== part)) {
      unstorable.push(storableText(key, 100))
    }
    return value
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(text, note)
  } catch (error) {
    throw folderError(folder, [`${MANIFEST} is not JSON (${error instanceof Error ? error.message : error}).`])
  }
  if (unstorable.length === 0) return parsed
  throw folderError(folder, [
    `${MANIFEST} contains a character that a database cannot store (U+0000 or half a surrogate pair) at ${unstorable.slice(0, 3).join(', ')}; take it out.`,
  ])
}

/** Of the files' bytes, one after the other, as `cat … | sha256sum` gives. */
async function sha256Of(...files: string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const file of files) await pipeline(createReadStream(file), hash, { end: false })
  return hash.digest('hex')
}
