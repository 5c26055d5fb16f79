import type { EngineFrame, TokenChoice } from '@/lib/domain/proposals'
import { EngineAnswerError } from './engine-errors'

/** What a talking model said of one frame. `finish` is "length" when it was cut off. */
export type Told = { text: string; tokens: TokenChoice[]; finish: string | null }

/** How often a frame is asked for. Source: docs/spec/react-answer.md [RA4] */
export const ASKS = 2

/** The end of a frame that got no usable answer. */
export function noAnswer(frame: EngineFrame, { text, finish }: Told): EngineAnswerError {
  const said = finish === 'length' ? `${text.slice(0, 200)} … (cut off at maxTokens)` : text.slice(0, 200)
  return new EngineAnswerError(
    `The model gave no answer for frame ${frame.index}, twice. It said: ${said || 'nothing'}`,
  )
}
