import { createHash } from 'node:crypto'
import type { Db, Tx } from '@/lib/platform/db'

export type AnswerRow = {
  id: string
  pairId: string
  /** The person whose assignment it is, also when a reviewer corrected the answer. */
  annotator: string
  preference: 'A' | 'B' | 'tie_good' | 'tie_bad' | null
  leftSide: 'A' | 'B'
  activeMs: number
}
export type LabelRow = { annotationId: string; side: 'A' | 'B'; labelKey: string }

/** Every current annotation: the last of its assignment that nothing supersedes and that was not sent back. */
export function loadAnswers(db: Db | Tx, projectId: string): Promise<AnswerRow[]> {
  return db.$queryRaw<AnswerRow[]>`
    SELECT a.id, t."pairId", s."userId" AS annotator, a.preference::text AS preference, s."leftSide"::text AS "leftSide", a."activeMs"
    FROM "Annotation" a
    JOIN "Assignment" s ON s.id = a."assignmentId" AND s.state = 'submitted'
    JOIN "Task" t ON t.id = a."taskId"
    WHERE a."projectId" = ${projectId}::uuid
      AND NOT EXISTS (SELECT 1 FROM "Annotation" later WHERE later."supersedesId" = a.id)
    ORDER BY a.id`
}

export function loadLabels(db: Db | Tx, annotationIds: readonly string[]): Promise<LabelRow[]> {
  return db.$queryRaw<LabelRow[]>`
    SELECT DISTINCT "annotationId", side::text AS side, "labelKey" FROM "Mark"
    WHERE "annotationId" = ANY(${[...annotationIds]}::uuid[])`
}

/** Names the inputs: annotations are immutable, so their ids say everything. */
export function inputsHashOf(answers: readonly AnswerRow[], version: string): string {
  const hash = createHash('sha256').update(version)
  for (const answer of answers) hash.update(answer.id)
  return hash.digest('hex')
}
