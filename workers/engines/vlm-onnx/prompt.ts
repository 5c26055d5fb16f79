import { cat, type Message, type Processor, RawImage, type Tensor } from '@huggingface/transformers'
import { type EngineFrame, renderInstruction, type VlmOnnxManifest } from '@/lib/domain/proposals'
import { instructionLabels } from '../vlm-answer'

/** What `generate` is fed with: one row a frame, all of equal length. */
export type Inputs = { input_ids: Tensor; attention_mask: Tensor; pixel_values: Tensor; image_grid_thw: Tensor }

/**
 * The picture first, then the instruction, in the checkpoint's own chat template. Pictures go through the processor one
 * by one: given several at once it takes them for a video.
 */
export async function inputsOf(
  processor: Processor,
  frames: readonly EngineFrame[],
  prompt: string,
  manifest: VlmOnnxManifest,
): Promise<Inputs> {
  const text = renderInstruction(prompt, instructionLabels(manifest))
  const messages: Message[] = [{ role: 'user', content: [{ type: 'image' }, { type: 'text', text }] }]
  const turn = processor.apply_chat_template(messages, { tokenize: false, add_generation_prompt: true })
  const rows: Inputs[] = []
  for (const frame of frames) rows.push(await processor(turn, [imageOf(frame, manifest)]))
  return {
    input_ids: joined(rows.map((row) => row.input_ids)),
    attention_mask: joined(rows.map((row) => row.attention_mask)),
    pixel_values: joined(rows.map((row) => row.pixel_values)),
    image_grid_thw: joined(rows.map((row) => row.image_grid_thw)),
  }
}

function joined(parts: Tensor[]): Tensor {
  return cat(parts, 0)
}

function imageOf(frame: EngineFrame, { input }: VlmOnnxManifest): RawImage {
  const { index, width, height, data } = frame
  if (width !== input.width || height !== input.height || data.length !== width * height * 3) {
    throw new RangeError(
      `Frame ${index} is ${width}×${height} (${data.length} bytes); the model needs ${input.width}×${input.height} RGB.`,
    )
  }
  return new RawImage(data, width, height, 3)
}
