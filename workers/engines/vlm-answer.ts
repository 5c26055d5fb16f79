import type { EngineFrame, InstructionLabel, OpenaiManifest, TokenChoice } from '@/lib/domain/proposals'
import { defaultTaxonomy, flattenLabels } from '@/lib/domain/taxonomy'
import { EngineAnswerError } from './engine-errors'

const DEFAULT_WORDS = new Map(flattenLabels(defaultTaxonomy).map(({ key, definition }) => [key, definition]))

/**
 * The definition of each label in a VLM's instruction: the manifest's, else the default taxonomy's, else the key
 * itself.
 */
export function instructionLabels({
  labels,
  definitions,
}: Pick<OpenaiManifest, 'labels' | 'definitions'>): InstructionLabel[] {
  return labels.map((key) => ({
    key,
    definition: definitions[key] ?? DEFAULT_WORDS.get(key) ?? key.replaceAll('_', ' '),
  }))
}

/** What a VLM answered for one frame, as text and tokens. `finish` is "length" when it was cut off. */
export type VlmAnswer = { text: string; tokens: TokenChoice[]; finish: string | null }

/** How often a frame is asked for. Source: docs/spec/react-answer.md [RA4] */
export const ASKS = 2

/** The end of a frame that got no usable answer. */
export function noAnswer(frame: EngineFrame, { text, finish }: VlmAnswer): EngineAnswerError {
  const said = finish === 'length' ? `${text.slice(0, 200)} … (cut off at maxTokens)` : text.slice(0, 200)
  return new EngineAnswerError(
    `The model returned no answer for frame ${frame.index}, twice. It said: ${said || 'nothing'}`,
  )
}
