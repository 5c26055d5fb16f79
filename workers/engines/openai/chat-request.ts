import { type EngineFrame, type InstructionLabel, type OpenaiManifest, renderInstruction } from '@/lib/domain/proposals'
import { defaultTaxonomy, flattenLabels } from '@/lib/domain/taxonomy'
import { encodeImage } from '@/workers/media'

const DEFAULT_WORDS = new Map(flattenLabels(defaultTaxonomy).map(({ key, definition }) => [key, definition]))

/** What the model is told of each label: the manifest's words, else the default taxonomy's, else the key itself. */
export function instructionLabels({
  labels,
  definitions,
}: Pick<OpenaiManifest, 'labels' | 'definitions'>): InstructionLabel[] {
  return labels.map((key) => ({
    key,
    definition: definitions[key] ?? DEFAULT_WORDS.get(key) ?? key.replaceAll('_', ' '),
  }))
}

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
