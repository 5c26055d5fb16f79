import { type EngineFrame, type OpenaiManifest, renderInstruction } from '@/lib/domain/proposals'
import { encodeImage } from '@/workers/media'
import { instructionLabels } from '../instruction-labels'

/** vLLM and SGLang know it and would else take the checkpoint's; a server that keeps to OpenAI's fields refuses it. */
export const UNPENALISED = { repetition_penalty: 1 } as const

/** Body of POST /v1/chat/completions: the picture first, then the constant text, so that servers can share its prefix. */
export async function chatRequest(frame: EngineFrame, prompt: string, manifest: OpenaiManifest) {
  const jpeg = await encodeImage(frame, 'jpeg')
  return {
    model: manifest.server.model,
    messages: [
      {
        role: 'user',
        content: [
          { type: 'image_url', image_url: { url: `data:image/jpeg;base64,${jpeg.toString('base64')}` } },
          { type: 'text', text: renderInstruction(prompt, instructionLabels(manifest)) },
        ],
      },
    ],
    temperature: 0,
    max_tokens: manifest.maxTokens,
    stream: true,
    logprobs: true,
    top_logprobs: 10,
  }
}
