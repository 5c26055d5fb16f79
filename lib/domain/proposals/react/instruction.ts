import { sanitiseUserText } from './soft-score'

/** The definition of a label in the model's instruction. */
export type InstructionLabel = { key: string; definition: string }

/** Names the wording below; a change of wording is a new id, never an edit. */
export const INSTRUCTION_TEMPLATE_ID = 'framejury-frame-1'

/**
 * The user's turn, without any image placeholder: each format adds its own.
 * @param labels taxonomy order; only these may be answered
 * Source: docs/spec/export.md [EX16]
 */
export function renderInstruction(promptText: string, labels: readonly InstructionLabel[]): string {
  const lines = labels.map(({ key, definition }) => `- ${key}: ${sanitiseUserText(definition)}`)
  return [
    'This is one frame of a generated video. Judge its structural distortions only, not style, taste or fit to the text.',
    `The video was made from this text: ${sanitiseUserText(promptText)}`,
    'Labels:',
    ...lines,
    'Reason inside <think> tags from what is visible. Then answer inside <answer> tags with one JSON object: ' +
      '"labels", the labels that apply in the order above, and "score", from 1.00 (broken) to 5.00 (clean).',
  ].join('\n')
}
