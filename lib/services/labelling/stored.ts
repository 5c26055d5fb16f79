import { Answer, EMPTY_ANSWER, NO_WORK, Work } from '@/lib/domain/labelling'
import { parseStored } from '@/lib/platform/stored'

/** The person's answer so far. @throws StoredDataError */
export function draftOf({ id, draft }: { id: string; draft: unknown }): Answer {
  return draft === null ? EMPTY_ANSWER : parseStored(Answer, draft, 'Assignment.draft', id)
}

/** The last state of the work that the person's screen sent: frames seen, time per phase. @throws StoredDataError */
export function workOf({ id, work }: { id: string; work: unknown }): Work {
  return work === null ? NO_WORK : parseStored(Work, work, 'Assignment.work', id)
}
