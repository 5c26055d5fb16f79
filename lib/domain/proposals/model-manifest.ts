import { z } from 'zod'
import { Fit } from './engine'
import { HeatmapThresholds, Thresholds } from './thresholds'

/** Taxonomy label keys, in the order of the model's outputs. */
const Labels = z
  .array(z.string().min(1))
  .min(1)
  .refine((labels) => new Set(labels).size === labels.length, 'A label key appears twice; each output needs its own.')

/** SHA-256 of the weights in hexadecimal; checked when given. */
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 checksum has 64 hexadecimal digits in lower case.')

const COMMON = {
  schemaVersion: z.literal(1),
  name: z.string().min(1).max(200),
  version: z.string().min(1).max(100),
  labels: Labels,
  sha256: Sha256.optional(),
  /** How the model was made; free form, shown on the model page. */
  training: z.record(z.string(), z.unknown()),
}

/** `model.json` beside a `model.onnx`: what cannot be read from the graph itself. */
export const FrameOnnxManifest = z.object({
  ...COMMON,
  engine: z.literal('frame-onnx'),
  input: z.object({
    name: z.string().min(1),
    width: z.number().int().min(16).max(4096),
    height: z.number().int().min(16).max(4096),
    layout: z.literal('NHWC'),
    dtype: z.literal('uint8'),
  }),
  /** Names of the graph's outputs: score [n], label logits [n, labels], heatmap [n, labels, rows, columns] in 0–1. */
  outputs: z.object({ score: z.string().min(1), labelLogits: z.string().min(1), heatmap: z.string().min(1) }),
  fit: Fit,
  thresholds: HeatmapThresholds,
})
export type FrameOnnxManifest = z.infer<typeof FrameOnnxManifest>

const TALKING = {
  ...COMMON,
  /** Definition of each label, as in the model's training; if absent, the default taxonomy's definitions. */
  definitions: z.record(z.string(), z.string().min(1)).default({}),
  /** Every frame of a run is brought to this size, in pixels, so that prompts are of equal length. */
  input: z
    .object({ width: z.number().int().min(28).max(4096), height: z.number().int().min(28).max(4096) })
    .default({ width: 448, height: 252 }),
  fit: Fit.default('letterbox'),
  thresholds: Thresholds,
  /** Most tokens of one answer, reasoning included. */
  maxTokens: z.number().int().min(16).max(8192).default(1024),
}

/** `model.json` that names a model behind an OpenAI-compatible server (vLLM, SGLang). It contains no secret. */
export const OpenaiManifest = z.object({
  ...TALKING,
  engine: z.literal('openai'),
  server: z.object({
    /** Up to and including `/v1`. */
    baseUrl: z.url({ protocol: /^https?$/, error: 'baseUrl is an http(s) address that ends in /v1.' }),
    /** The name the server knows the model by. */
    model: z.string().min(1),
    /**
     * Name of the worker's environment variable with the key; the key itself is never stored. Which may be read: [PP14]
     */
    apiKeyEnv: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]*$/, 'apiKeyEnv is the name of an environment variable.')
      .optional(),
    /** Requests in flight. */
    concurrency: z.number().int().min(1).max(64).default(8),
    /** Longest silence of the server within one answer, ms. */
    silenceMs: z.number().int().min(100).max(600_000).default(120_000),
  }),
})
export type OpenaiManifest = z.infer<typeof OpenaiManifest>

/** Precision of the weights, as transformers.js names it. Source: docs/adr/015-vlm-through-transformers.md */
export const VlmDtype = z.enum(['fp32', 'fp16', 'q8', 'q4', 'q4f16'])
export type VlmDtype = z.infer<typeof VlmDtype>

/** `model.json` beside a Qwen2.5-VL checkpoint that training/vlm/export.py wrote. */
export const VlmOnnxManifest = z.object({
  ...TALKING,
  engine: z.literal('vlm-onnx'),
  dtype: VlmDtype,
  /** Frames that are answered side by side; the cache of each takes memory. */
  batchSize: z.number().int().min(1).max(64).default(4),
})
export type VlmOnnxManifest = z.infer<typeof VlmOnnxManifest>

export const ModelManifest = z.discriminatedUnion('engine', [FrameOnnxManifest, OpenaiManifest, VlmOnnxManifest])
export type ModelManifest = z.infer<typeof ModelManifest>

/** Absolute path of the folder, and the sum that a model version is registered with. */
const PLACE = { folder: z.string(), sha256: z.string() }

/** A graph with its manifest. `sha256` is the graph's. */
export const FrameOnnxFolder = z.object({
  ...PLACE,
  engine: z.literal('frame-onnx'),
  /** Absolute path of the graph. */
  modelPath: z.string(),
  manifest: FrameOnnxManifest,
})
export type FrameOnnxFolder = z.infer<typeof FrameOnnxFolder>

/** The address of a server. `sha256` is the manifest's, because there are no weights here. */
export const OpenaiFolder = z.object({ ...PLACE, engine: z.literal('openai'), manifest: OpenaiManifest })
export type OpenaiFolder = z.infer<typeof OpenaiFolder>

/** A Qwen2.5-VL checkpoint with its graphs below `onnx/`. `sha256` is that of the weights that `dtype` names, in name order. */
export const VlmOnnxFolder = z.object({ ...PLACE, engine: z.literal('vlm-onnx'), manifest: VlmOnnxManifest })
export type VlmOnnxFolder = z.infer<typeof VlmOnnxFolder>

/** A model as stored on disk. */
export const ModelFolder = z.discriminatedUnion('engine', [FrameOnnxFolder, OpenaiFolder, VlmOnnxFolder])
export type ModelFolder = z.infer<typeof ModelFolder>

/** A folder that is not a usable model; the message lists every problem found. */
export class ModelFolderError extends Error {
  override readonly name = 'ModelFolderError'
}

/** The refusal of a folder: which one, then a sentence for each problem. */
export function folderError(folder: string, problems: readonly string[]): ModelFolderError {
  return new ModelFolderError(`The model folder ${folder} cannot be used: ${problems.join(' ')}`)
}

/**
 * The name and description of a version, and its batch size: none of these changes an output. Thresholds are compared
 * separately.
 */
const FREE = new Set(['name', 'version', 'training', 'sha256', 'batchSize', 'thresholds'])

/** One text for equal values: the database keeps the order of no object's keys. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}

function changedKeys(first: object, second: object): string[] {
  const [one, other] = [new Map(Object.entries(first)), new Map(Object.entries(second))]
  const keys = new Set([...one.keys(), ...other.keys()])
  return [...keys].filter((key) => textOf(one.get(key)) !== textOf(other.get(key)))
}

/**
 * Fields of a version's manifest that a registration must not change.
 * Source: docs/spec/proposals.md [PP11]
 */
export function manifestChanges(registered: ModelManifest, found: ModelManifest): string[] {
  const fields = changedKeys(registered, found).filter((key) => !FREE.has(key))
  return [...fields, ...changedKeys(registered.thresholds, found.thresholds).map((key) => `thresholds.${key}`)]
}

/**
 * Fields that the engine works with; the other thresholds come from the registered version, which calibrating may have set.
 * Source: docs/spec/proposals.md [PP12]
 */
export function engineChanges(registered: ModelManifest, found: ModelManifest): string[] {
  return manifestChanges(registered, found).filter(
    (field) => !field.startsWith('thresholds.') || field === 'thresholds.heatmap',
  )
}

/** Only a variable of this name may leave the worker as a server's key. */
const KEY_PREFIX = 'FRAMEJURY_KEY_'

/**
 * Why a variable of the worker's environment cannot be a server's key, or null. The author of a `model.json` also
 * chooses the server, so no variable may be sent that was not meant for a server.
 * Source: docs/spec/proposals.md [PP14]
 */
export function serverKeyProblem(name: string): string | null {
  if (name.startsWith(KEY_PREFIX) && name.length > KEY_PREFIX.length) return null
  return (
    `model.json names ${name} for the server's key, but only a variable that begins with ${KEY_PREFIX} is sent to a server. ` +
    `Give the worker the key as ${KEY_PREFIX}${name.replace(/_?(API_?)?KEY$/, '') || 'SERVER'}, name that as apiKeyEnv, and if the version is already registered, raise "version".`
  )
}
