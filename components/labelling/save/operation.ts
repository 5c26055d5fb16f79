import { z } from 'zod'
import { type ScreenAnswer, type ScreenWork, SentAnswer, SentWork } from '@/lib/domain/labelling'

/** Whose operations lie together: another person at the same computer never gets them. */
export type Owner = { userId: string; projectId: string }

const Base = z.object({
  schemaVersion: z.literal(1),
  /** Made here; the server answers a repeated one with its first result. */
  id: z.uuid(),
  userId: z.uuid(),
  projectId: z.uuid(),
  assignmentId: z.uuid(),
  /** Of the claim it was made under. */
  fence: z.int().min(0),
  /** Order of the person's actions on this computer. */
  seq: z.int().min(0),
  /** Wall clock, ms; shown to people, never compared. */
  at: z.number(),
})
/** What the version before kept here names the sides A and B; only the server knows which of them stood left, so it goes as it is. Source: docs/spec/saving.md [SV16] */
const Said = Base.extend({ answer: SentAnswer, activeMs: z.int().min(0), work: SentWork })

const DraftOperation = Said.extend({ kind: z.literal('draft'), revision: z.int().min(0) })
const SubmitOperation = Said.extend({ kind: z.literal('submit') })
const FirstOperation = Said.extend({ kind: z.literal('first') })
const SkipOperation = Base.extend({ kind: z.literal('skip'), reason: z.string() })
const ReleaseOperation = Base.extend({ kind: z.literal('release') })
const ReopenOperation = Base.extend({ kind: z.literal('reopen'), submissionId: z.uuid() })

/** One action of a person on its way to the server. */
export const Operation = z.discriminatedUnion('kind', [
  DraftOperation,
  SubmitOperation,
  FirstOperation,
  SkipOperation,
  ReleaseOperation,
  ReopenOperation,
])
export type Operation = z.infer<typeof Operation>
export type OperationOf<Kind extends Operation['kind']> = Extract<Operation, { kind: Kind }>

/** What was said of a pair, and how it came about. */
export type Statement = { answer: ScreenAnswer; activeMs: number; work: ScreenWork }
/** The same as the journal may hold it. */
export type KeptStatement = Pick<z.infer<typeof Said>, 'answer' | 'activeMs' | 'work'>

export type Action =
  | ({ kind: 'draft' } & KeptStatement)
  | ({ kind: 'submit' } & Statement)
  /** A first answer, which the server keeps; then it reveals. */
  | ({ kind: 'first' } & Statement)
  | { kind: 'skip'; reason: string }
  | { kind: 'release' }
  | { kind: 'reopen'; submissionId: string }

/** Whether the pair is done with here, as far as its person is concerned. */
export function closes({ kind }: Pick<Operation, 'kind'>): boolean {
  return kind === 'submit' || kind === 'skip' || kind === 'release'
}
