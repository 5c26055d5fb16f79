import { z } from 'zod'
import { Fit } from './engine'
import { HeatmapThresholds, Thresholds } from './thresholds'

/** Taxonomy label keys, in the order of the model's outputs. */
const Labels = z
  .array(z.string().min(1))
  .min(1)
  .refine((labels) => new Set(labels).size === labels.length, 'A label key appears twice; each output needs its own.')

/** SHA-256 of the weights in hexadecimal; checked when given. */
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 sum is 64 hexadecimal digits in lower case.')

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
  /** What each label means, as the model was told in training; where absent, the default taxonomy's words. */
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

/** `model.json` that names a model behind an OpenAI-compatible server (vLLM, SGLang). It holds no secret. */
export const OpenaiManifest = z.object({
  ...TALKING,
  engine: z.literal('openai'),
  server: z.object({
    /** Up to and including `/v1`. */
    baseUrl: z.url({ protocol: /^https?$/, error: 'baseUrl is an http(s) address that ends in /v1.' }),
    /** The name the server knows the model by. */
    model: z.string().min(1),
    /** Name of the environment variable of the worker that holds the key; the key itself is never written down. Which may be read: [PP14] */
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
