import type { AssignmentView } from '@/lib/contracts/http/labelling'
import type { Assignment, Db } from '@/lib/platform/db'

export type KeptAssignment = AssignmentView & Pick<Assignment, 'taskId' | 'leftSide'>

/** A claimed assignment with what only the database knows of it. */
export async function withKept(db: Db, view: AssignmentView): Promise<KeptAssignment> {
  const where = { id: view.id }
  const kept = await db.assignment.findUniqueOrThrow({ where, select: { taskId: true, leftSide: true } })
  return { ...view, ...kept }
}
