import { z } from 'zod'
import type { Owner } from '@/components/outbox'
import { SubmitAnnotation } from '@/lib/contracts/http/labelling'
import { Answer, NO_WORK } from '@/lib/domain/labelling'
import type { LabelOperation } from './operations'

const OUTBOX = 'fj-outbox:'
const DRAFT = 'fj-draft:'
const OutboxEntry = z.object({ schemaVersion: z.literal(1), at: z.number(), submission: SubmitAnnotation })
const DraftEntry = z.object({ schemaVersion: z.literal(1), revision: z.int().min(0), answer: Answer })

export type LegacyDraft = z.infer<typeof DraftEntry>
type KeyStorage = Pick<Storage, 'getItem' | 'removeItem' | 'key' | 'length'>

/** Answers that an earlier build kept in localStorage, as operations; `forget` removes them once they are journalled. */
export function takeLegacyAnswers(
  storage: KeyStorage,
  owner: Owner,
  firstSeq: number,
): { operations: LabelOperation[]; forget: () => void } {
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at)).filter(
    (key): key is string => key?.startsWith(`${OUTBOX}${owner.userId}:`) ?? false,
  )
  const entries = keys
    .flatMap((key) => read(OutboxEntry, storage.getItem(key)) ?? [])
    .sort((before, after) => before.at - after.at)
  const operations = entries.map(({ at, submission }, index): LabelOperation => {
    const { assignmentId, fence, operationId: id, answer, activeMs } = submission
    const said = { answer, activeMs, work: submission.work ?? NO_WORK }
    return { schemaVersion: 1, kind: 'submit', id, ...owner, assignmentId, fence, seq: firstSeq + index, at, ...said }
  })
  return {
    operations,
    forget() {
      for (const key of keys) storage.removeItem(key)
    },
  }
}

/** A draft that an earlier build kept in localStorage; reading takes it away. */
export function takeLegacyDraft(storage: KeyStorage, assignmentId: string): LegacyDraft | null {
  const text = storage.getItem(DRAFT + assignmentId)
  if (text === null) return null
  storage.removeItem(DRAFT + assignmentId)
  return read(DraftEntry, text)
}

function read<T>(shape: z.ZodType<T>, text: string | null): T | null {
  try {
    return shape.safeParse(JSON.parse(text ?? '')).data ?? null
  } catch {
    return null
  }
}
