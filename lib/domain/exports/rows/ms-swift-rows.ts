import type { Outcome, Side } from '@/lib/domain/labelling'
import { renderInstruction } from '@/lib/domain/proposals'
import { renderAnswer, renderAssistant, renderThink, type Think } from '../assistant-text'
import type { CanonicalFramePair, FrameGold, ReleaseLabel } from '../canonical'

/** Column names reserved by ms-swift; none of ours may be among them. */
export const RESERVED_COLUMNS = [
  'label',
  'solution',
  'margin',
  'channel',
  'system',
  'system_prompt',
  'conversation',
  'conversations',
  'image',
  'video',
  'tools',
  'objects',
  'prompt_id',
  'request_id',
  'finish_reason',
] as const

export type SwiftMessage = { role: 'user' | 'assistant'; content: string; loss?: boolean }
export type SftRow = { messages: SwiftMessage[]; images: [string]; frame_id: string; think_source: string }
export type GrpoRow = {
  messages: SwiftMessage[]
  images: [string]
  pair_id: string
  side: Side
  preference: Outcome
  distortion_labels: string[]
}

export type SftSource = {
  frameId: string
  promptText: string
  /** Relative to the ms-swift folder. */
  imagePath: string
  gold: FrameGold
  think: Think
}

/** Epoch 1: loss on the whole text. Source: docs/spec/export.md [EX22] */
export function toSftRow(source: SftSource, labels: readonly ReleaseLabel[]): SftRow {
  const content = renderAssistant(source.think.text, answerOf(source.gold))
  return sftRow(source, [userTurn(source.promptText, labels), { role: 'assistant', content }])
}

/** Epoch 2: the same text cut right after the reasoning's newline, loss on the answer only. Source: docs/spec/export.md [EX22] */
export function toMaskedSftRow(source: SftSource, labels: readonly ReleaseLabel[]): SftRow {
  return sftRow(source, [
    userTurn(source.promptText, labels),
    { role: 'assistant', content: renderThink(source.think.text), loss: false },
    { role: 'assistant', content: renderAnswer(answerOf(source.gold)), loss: true },
  ])
}

/**
 * Two adjacent rows, side A then side B; null when the pair has no preference or a frame has no agreed labels.
 * @param imagePaths of frame A and frame B, relative to the ms-swift folder
 * Source: docs/spec/export.md [EX23]
 */
export function toGrpoRows(
  pair: CanonicalFramePair,
  imagePaths: readonly [string, string],
  labels: readonly ReleaseLabel[],
): [GrpoRow, GrpoRow] | null {
  const [a, b] = pair.frames
  const { pairId, preference, promptText } = pair
  if (preference === null || a.gold === null || b.gold === null) return null
  const row = (side: Side, imagePath: string, gold: FrameGold): GrpoRow => ({
    messages: [userTurn(promptText, labels)],
    images: [imagePath],
    pair_id: pairId,
    side,
    preference,
    distortion_labels: gold.labels,
  })
  return [row('A', imagePaths[0], a.gold), row('B', imagePaths[1], b.gold)]
}

function sftRow({ imagePath, frameId, think }: SftSource, messages: SwiftMessage[]): SftRow {
  return { messages, images: [imagePath], frame_id: frameId, think_source: think.source }
}

function userTurn(promptText: string, labels: readonly ReleaseLabel[]): SwiftMessage {
  return { role: 'user', content: `<image>${renderInstruction(promptText, labels)}` }
}

function answerOf(gold: FrameGold) {
  return { labels: gold.labels, score: gold.pseudoScore }
}
