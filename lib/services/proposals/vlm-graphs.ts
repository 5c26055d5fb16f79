import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { VlmDtype } from '@/lib/domain/proposals'

/** How transformers.js ends the name of a graph in each precision. */
const SUFFIX: Record<VlmDtype, string> = { fp32: '', fp16: '_fp16', q8: '_quantized', q4: '_q4', q4f16: '_q4f16' }
const GRAPHS = ['decoder_model_merged', 'embed_tokens', 'vision_encoder'] as const
/** Fixes most of what may be missing. */
export const EXPORT = 'export the checkpoint with training/vlm/export.py'

/** Into how many files the weights of each graph were put that is too large for one; as transformers.js reads it. */
export const DataParts = z.record(z.string(), z.coerce.number())
export type DataParts = z.infer<typeof DataParts>

/** Files of the weights that a precision loads, relative to the folder, in name order. */
export async function vlmWeights(folder: string, dtype: VlmDtype): Promise<string[]> {
  const wanted = GRAPHS.map((graph) => `${graph}${SUFFIX[dtype]}.onnx`)
  const files = await readdir(path.join(folder, 'onnx'))
  return files
    .filter((file) => wanted.some((graph) => file === graph || file.startsWith(`${graph}_data`)))
    .sort()
    .map((file) => path.join('onnx', file))
}

/** Graphs that a precision lacks; `dtype` is null while nothing names one. */
export function graphProblems(files: readonly string[], graphs: readonly string[], dtype: VlmDtype | null): string[] {
  if (!graphs.some((file) => file.endsWith('.onnx'))) {
    const hasWeights = files.some((file) => /\.safetensors$|^pytorch_model.*\.bin$/.test(file))
    return [
      hasWeights ? `It contains PyTorch weights, but no onnx/ with graphs; ${EXPORT}.` : `It has no onnx/; ${EXPORT}.`,
    ]
  }
  if (!dtype) return []
  const missing = missingOf(graphs, dtype)
  if (missing.length === 0) return []
  const whole = VlmDtype.options.filter((other) => missingOf(graphs, other).length === 0)
  const names = missing.map((file) => `onnx/${file}`).join(', ')
  return [
    `model.json says dtype ${dtype}, but ${names} ${missing.length > 1 ? 'are' : 'is'} missing. ` +
      (whole.length > 0
        ? `Complete are: ${whole.join(', ')}. Name one of them as dtype, or ${EXPORT} --dtype ${dtype}.`
        : `No other dtype is complete either; ${EXPORT} --dtype ${dtype}.`),
  ]
}

function missingOf(graphs: readonly string[], dtype: VlmDtype): string[] {
  return GRAPHS.map((graph) => `${graph}${SUFFIX[dtype]}.onnx`).filter((file) => !graphs.includes(file))
}

/** Weights that are stored beside a graph too large for one file. */
export function dataProblems(graphs: readonly string[], dtype: VlmDtype, parts: DataParts): string[] {
  return GRAPHS.map((graph) => `${graph}${SUFFIX[dtype]}.onnx`).flatMap((file) => {
    const wanted = Array.from({ length: parts[file] ?? 0 }, (_, part) => `${file}_data${part > 0 ? `_${part}` : ''}`)
    return wanted
      .filter((data) => !graphs.includes(data))
      .map((data) => `onnx/${data} is missing, which holds the weights of ${file}; copy it as well.`)
  })
}
