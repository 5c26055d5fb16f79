import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { VlmOnnxManifest } from '@/lib/domain/proposals'
import { DataParts, dataProblems, EXPORT, graphProblems } from './vlm-graphs'

const Config = z.object({
  model_type: z.string().optional(),
  text_config: z.record(z.string(), z.unknown()).optional(),
  'transformers.js_config': z.object({ use_external_data_format: DataParts.catch({}).optional() }).optional(),
})
const Picture = z.object({
  patch_size: z.number().int().positive().default(14),
  merge_size: z.number().int().positive().default(2),
  min_pixels: z.number().nullish(),
  max_pixels: z.number().nullish(),
})

/** A `model.json` to paste beside a checkpoint. */
const TEMPLATE = JSON.stringify(
  {
    schemaVersion: 1,
    engine: 'vlm-onnx',
    name: 'react',
    version: '1',
    labels: ['limb_deformation', 'extra_limbs'],
    dtype: 'fp16',
    input: { width: 448, height: 252 },
    maxTokens: 1024,
    thresholds: { distortedScore: 3.5, labelProbability: 0.5, high: 4, low: 3 },
    training: {},
  },
  null,
  2,
)

/** Whether a folder without `model.json` is meant as a checkpoint of a vision-language model. */
export async function looksLikeVlm(folder: string): Promise<boolean> {
  const config = Config.safeParse(await json(folder, 'config.json'))
  return config.success && /^qwen2/.test(config.data.model_type ?? '')
}

/**
 * Everything that keeps a checkpoint from running, a sentence or two each; empty when nothing does.
 * @param manifest null when `model.json` is missing
 */
export async function vlmProblems(folder: string, manifest: VlmOnnxManifest | null): Promise<string[]> {
  const files = await readdir(folder)
  const graphs = files.includes('onnx') ? await readdir(path.join(folder, 'onnx')) : []
  const missingManifest = `model.json is missing. Put one beside config.json, with your labels and precision:\n${TEMPLATE}`
  return [
    ...(manifest ? [] : [missingManifest]),
    ...(await configProblems(folder)),
    ...(await tokenizerProblems(folder, files)),
    ...(await pictureProblems(folder, manifest)),
    ...(files.includes('generation_config.json')
      ? []
      : ['generation_config.json is missing, which defines the end of an answer; copy it from the base model.']),
    ...graphProblems(files, graphs, manifest?.dtype ?? null),
    ...(manifest ? dataProblems(graphs, manifest.dtype, await dataParts(folder)) : []),
  ]
}

async function configProblems(folder: string): Promise<string[]> {
  const config = Config.safeParse(await json(folder, 'config.json'))
  if (!config.success) return [`config.json is missing or not a JSON object; ${EXPORT}, which writes it.`]
  const { model_type, text_config } = config.data
  if (model_type !== 'qwen2_5_vl') {
    return [`config.json says model_type ${model_type ?? 'nothing'}; this engine runs only qwen2_5_vl.`]
  }
  if (text_config) return []
  return [
    'config.json is flat: it has no text_config, as the first Qwen2.5-VL checkpoints were saved. ' +
      'Load the checkpoint with transformers 5 and save it again with save_pretrained(), or export it with training/vlm/export.py.',
  ]
}

async function tokenizerProblems(folder: string, files: readonly string[]): Promise<string[]> {
  const missing = ['tokenizer.json', 'tokenizer_config.json'].filter((file) => !files.includes(file))
  if (missing.length > 0) {
    return [`${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing; copy from the base model.`]
  }
  const config = z.object({ chat_template: z.unknown() }).safeParse(await json(folder, 'tokenizer_config.json'))
  if (config.success && config.data.chat_template) return []
  const apart = files.find((file) => /^chat_template\.(jinja|json)$/.test(file))
  return [
    'tokenizer_config.json has no chat_template; ' +
      (apart ? `move the text of ${apart} into it under that key.` : 'take it from the base model.'),
  ]
}

async function pictureProblems(folder: string, manifest: VlmOnnxManifest | null): Promise<string[]> {
  const picture = Picture.safeParse(await json(folder, 'preprocessor_config.json'))
  if (!picture.success) {
    return ['preprocessor_config.json is missing or invalid; copy it from the base model.']
  }
  if (!manifest) return []
  const { patch_size, merge_size, min_pixels, max_pixels } = picture.data
  const { width, height } = manifest.input
  const step = patch_size * merge_size
  if (width % step || height % step) {
    const near = [width, height].map((side) => Math.max(step, Math.round(side / step) * step)).join('×')
    return [`model.json says frames of ${width}×${height}, but sides must be multiples of ${step}: take ${near}.`]
  }
  const pixels = width * height
  if (pixels >= (min_pixels ?? 0) && pixels <= (max_pixels ?? Number.POSITIVE_INFINITY)) return []
  return [
    `model.json says frames of ${width}×${height} (${pixels} pixels), but preprocessor_config.json takes ` +
      `${min_pixels ?? 0} to ${max_pixels ?? 'any number of'} pixels; change one of them.`,
  ]
}

async function dataParts(folder: string): Promise<DataParts> {
  const config = Config.safeParse(await json(folder, 'config.json'))
  return (config.success && config.data['transformers.js_config']?.use_external_data_format) || {}
}

async function json(folder: string, file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path.join(folder, file), 'utf8'))
  } catch {
    return undefined
  }
}
