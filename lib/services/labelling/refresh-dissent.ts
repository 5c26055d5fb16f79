import { dissentOf, taskPriority } from '@/lib/domain/labelling'
import type { Tx } from '@/lib/platform/db'
import { settingsOf } from '@/lib/services/accounts'
import { countedAnswers } from './counted-answers'

/**
 * How far the task's answers differ, and the place in the queue that follows. Locks the task, so that the answers of others who were faster are seen.
 * Source: docs/spec/queue.md [QU18] [QU20]
 */
export async function refreshDissent(tx: Tx, taskId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM "Task" WHERE id = ${taskId}::uuid FOR NO KEY UPDATE`
  const task = await tx.task.findUniqueOrThrow({
    where: { id: taskId },
    select: {
      projectId: true,
      value: true,
      dissent: true,
      draw: true,
      holdout: true,
      priority: true,
      project: { select: { id: true, settings: true } },
    },
  })
  const { projectId } = task
  const counted = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM (${countedAnswers({ projectId, which: 'current', taskId })}) AS answer`
  const answers = await tx.annotation.findMany({
    where: { id: { in: counted.map(({ id }) => id) } },
    select: { preference: true, marks: { select: { side: true } }, verdicts: { select: { side: true } } },
  })
  const dissent = dissentOf(answers.map(({ verdicts: clean, ...answer }) => ({ ...answer, clean })))
  const { queuePolicy } = settingsOf(task.project)
  const priority = taskPriority(queuePolicy, { ...task, dissent })
  if (dissent === task.dissent && priority === task.priority) return
  await tx.$executeRaw`UPDATE "Task" SET dissent = ${dissent}, priority = ${priority} WHERE id = ${taskId}::uuid`
}
