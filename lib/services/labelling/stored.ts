import { Answer, EMPTY_ANSWER, NO_WORK, Work } from '@/lib/domain/labelling'
import { parseStored } from '@/lib/platform/stored'

/** What the person has said so far. @throws StoredDataError */
export function draftOf({ id, draft }: { id: string; draft: unknown }): Answer {
  return draft === null ? EMPTY_ANSWER : parseStored(Answer, draft, 'Assignment.draft', id)
}

/** What the person's screen said last of how the answer comes about. @throws StoredDataError */
export function workOf({ id, work }: { id: string; work: unknown }): Work {
  return work === null ? NO_WORK : parseStored(Work, work, 'Assignment.work', id)
}
