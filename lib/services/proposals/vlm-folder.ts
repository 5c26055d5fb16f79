import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { VlmDtype, type VlmOnnxManifest } from '@/lib/domain/proposals'

/** How transformers.js ends the name of a graph in each precision. */
const SUFFIX: Record<VlmDtype, string> = { fp32: '', fp16: '_fp16', q8: '_quantized', q4: '_q4', q4f16: '_q4f16' }
const GRAPHS = ['decoder_model_merged', 'embed_tokens', 'vision_encoder'] as const
const EXPORT = 'export the checkpoint with training/vlm/export.py'

const Config = z.object({
  model_type: z.string().optional(),
  text_config: z.record(z.string(), z.unknown()).optional(),
  'transformers.js_config': z
    .object({ use_external_data_format: z.record(z.string(), z.coerce.number()).optional() })
    .optional(),
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
      : ['generation_config.json is missing, which says what ends an answer; copy it from the base model.']),
    ...graphProblems(files, graphs, manifest),
    ...(manifest ? await dataProblems(folder, graphs, manifest.dtype) : []),
  ]
}

/** Files of the weights that a precision loads, relative to the folder, in name order. */
export async function vlmWeights(folder: string, dtype: VlmDtype): Promise<string[]> {
  const wanted = GRAPHS.map((graph) => `${graph}${SUFFIX[dtype]}.onnx`)
  const files = await readdir(path.join(folder, 'onnx'))
  return files
    .filter((file) => wanted.some((graph) => file === graph || file.startsWith(`${graph}_data`)))
    .sort()
    .map((file) => path.join('onnx', file))
}

async function configProblems(folder: string): Promise<string[]> {
  const config = Config.safeParse(await json(folder, 'config.json'))
  if (!config.success) return [`config.json is missing or no JSON object; ${EXPORT}, which writes it.`]
  const { model_type, text_config } = config.data
  if (model_type !== 'qwen2_5_vl') {
    return [`config.json says model_type ${model_type ?? 'nothing'}; this engine runs qwen2_5_vl alone.`]
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
    return ['preprocessor_config.json is missing or not right; copy it from the base model.']
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

function graphProblems(
  files: readonly string[],
  graphs: readonly string[],
  manifest: VlmOnnxManifest | null,
): string[] {
  if (!graphs.some((file) => file.endsWith('.onnx'))) {
    const hasWeights = files.some((file) => /\.safetensors$|^pytorch_model.*\.bin$/.test(file))
    return [
      hasWeights ? `It holds PyTorch weights, but no onnx/ with graphs; ${EXPORT}.` : `It has no onnx/; ${EXPORT}.`,
    ]
  }
  if (!manifest) return []
  const { dtype } = manifest
  const missing = missingOf(graphs, dtype)
  if (missing.length === 0) return []
  const whole = VlmDtype.options.filter((other) => missingOf(graphs, other).length === 0)
  const names = missing.map((file) => `onnx/${file}`).join(', ')
  return [
    `model.json says dtype ${dtype}, but ${names} ${missing.length > 1 ? 'are' : 'is'} missing. ` +
      (whole.length > 0
        ? `Whole are: ${whole.join(', ')}. Name one of them as dtype, or ${EXPORT} --dtype ${dtype}.`
        : `No other dtype is whole either; ${EXPORT} --dtype ${dtype}.`),
  ]
}

function missingOf(graphs: readonly string[], dtype: VlmDtype): string[] {
  return GRAPHS.map((graph) => `${graph}${SUFFIX[dtype]}.onnx`).filter((file) => !graphs.includes(file))
}

/** Weights that lie beside a graph too large for one file. */
async function dataProblems(folder: string, graphs: readonly string[], dtype: VlmDtype): Promise<string[]> {
  const config = Config.safeParse(await json(folder, 'config.json'))
  const apart = (config.success && config.data['transformers.js_config']?.use_external_data_format) || {}
  return GRAPHS.map((graph) => `${graph}${SUFFIX[dtype]}.onnx`).flatMap((file) => {
    const wanted = Array.from({ length: apart[file] ?? 0 }, (_, part) => `${file}_data${part > 0 ? `_${part}` : ''}`)
    return wanted
      .filter((data) => !graphs.includes(data))
      .map((data) => `onnx/${data} is missing, which holds the weights of ${file}; copy it as well.`)
  })
}

async function json(folder: string, file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path.join(folder, file), 'utf8'))
  } catch {
    return undefined
  }
}
