import { z } from 'zod'
import { Fit } from './engine'

const Score = z.number().min(1).max(5)
const Fraction = z.number().min(0).max(1)

/** Where a model's answers turn into proposals; calibrated per model on labelled frames. */
export const Thresholds = z
  .object({
    /** A frame scored below this is distorted. */
    distortedScore: Score,
    /** A label of a distorted frame is proposed from this probability on. */
    labelProbability: Fraction,
    /** Heatmap cells from this probability on belong to a box. */
    heatmap: Fraction.refine(
      (value) => value > 0,
      'The heatmap threshold must be above 0, or every box fills the frame.',
    ),
    /** Dynamic sampling, see SamplingSettings. */
    high: Score,
    low: Score,
  })
  .refine((thresholds) => thresholds.low <= thresholds.high, {
    path: ['low'],
    message: 'The low threshold lies above the high one; lower it or raise the other.',
  })
export type Thresholds = z.infer<typeof Thresholds>

/** `model.json` beside a `model.onnx`: what cannot be read from the graph itself. */
export const ModelManifest = z.object({
  schemaVersion: z.literal(1),
  engine: z.literal('frame-onnx'),
  name: z.string().min(1),
  version: z.string().min(1),
  /** Taxonomy label keys, in the order of the model's outputs. */
  labels: z
    .array(z.string().min(1))
    .min(1)
    .refine(
      (labels) => new Set(labels).size === labels.length,
      'A label key appears twice; each output needs its own.',
    ),
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
  thresholds: Thresholds,
  /** SHA-256 of model.onnx in hexadecimal; checked when given. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'A SHA-256 sum is 64 hexadecimal digits in lower case.')
    .optional(),
  /** How the model was made; free form, shown on the model page. */
  training: z.record(z.string(), z.unknown()),
})
export type ModelManifest = z.infer<typeof ModelManifest>
