import { z } from 'zod'
import { OPERATION_SHAPES, type Operation } from '@/components/outbox'
import { type ScreenAnswer, type ScreenWork, SentAnswer, SentWork } from '@/lib/domain/labelling'

/** What was said of a pair, and how it came about. */
export type ScreenContent = { answer: ScreenAnswer; activeMs: number; work: ScreenWork }

/**
 * The same as the journal may hold it: what an older build kept here names the sides A and B; only the server knows
 * which of them stood left, so it goes as it is. Source: docs/spec/saving.md [SV16]
 */
const content = { answer: SentAnswer, activeMs: z.int().min(0), work: SentWork }
const SentContent = z.object(content)
export type SentContent = z.infer<typeof SentContent>

/** What a person did with a pair, on its way to the server. */
export const LabelOperation = z.discriminatedUnion('kind', [
  OPERATION_SHAPES.draft.extend(content),
  OPERATION_SHAPES.submit.extend(content),
  OPERATION_SHAPES.first.extend(content),
  OPERATION_SHAPES.skip,
  OPERATION_SHAPES.release,
  OPERATION_SHAPES.reopen,
])
export type LabelOperation = Operation<SentContent>

/** What an operation says of its pair, and when that was said; null where it says nothing. */
export function contentOf(operation: LabelOperation | undefined): (SentContent & { at: number }) | null {
  return operation && 'answer' in operation ? operation : null
}
