import { type Answer, EMPTY_ANSWER, type ScreenAnswer, type Side, toScreenAnswer } from '@/lib/domain/labelling'
import { boxColumns } from '@/lib/platform/box-columns'
import type { Annotation, Assignment, Db, Pair, Prisma, Project, Task, TaxonomyVersion, User } from '@/lib/platform/db'
import { createMember, createProject, createTaxonomyVersion } from './accounts'
import { createFramePairs } from './media'

/** Like a task made before arms were drawn for persons: it shows proposals, or has the given arm. Null draws it at the claim. */
export function createTask(db: Db, pair: Pair, data: Partial<Prisma.TaskUncheckedCreateInput> = {}): Promise<Task> {
  return db.task.create({ data: { projectId: pair.projectId, pairId: pair.id, overlap: 2, arm: 'show', ...data } })
}

/** "Both good, no distortion": complete for any task of the pair that asks for both. */
export function cleanAnswer(
  pair: Pick<Pair, 'kind' | 'frameIndexA' | 'frameIndexB'>,
  changes: Partial<Answer> = {},
): Answer {
  const at = (frameIndex: number) => (pair.kind === 'frame' ? frameIndex : null)
  const clean: Answer['clean'] = [
    { side: 'A', frameIndex: at(pair.frameIndexA) },
    { side: 'B', frameIndex: at(pair.frameIndexB) },
  ]
  return { ...EMPTY_ANSWER, preference: 'tie_good', clean, ...changes }
}

/** The same with the sides of a screen. */
export function cleanScreenAnswer(
  pair: Parameters<typeof cleanAnswer>[0],
  changes: Partial<ScreenAnswer> = {},
  leftSide: Side = 'A',
): ScreenAnswer {
  return { ...toScreenAnswer(cleanAnswer(pair), leftSide), ...changes }
}

export type LabellingProject = {
  project: Project
  taxonomy: TaxonomyVersion
  admin: User
  reviewer: User
  /** Two annotators. */
  annotators: [User, User]
  pairs: Pair[]
  tasks: Task[]
}

/** A project with people of every role, a published taxonomy, and frame-pair tasks. */
export async function createLabellingProject(
  db: Db,
  options: { tasks?: number; overlap?: number; settings?: Record<string, Prisma.InputJsonValue> } = {},
): Promise<LabellingProject> {
  const { tasks: count = 2, overlap = 2, settings = {} } = options
  const project = await createProject(db, { settings })
  const taxonomy = await createTaxonomyVersion(db, { projectId: project.id })
  const admin = await createMember(db, project.id, 'admin')
  const reviewer = await createMember(db, project.id, 'reviewer')
  const first = await createMember(db, project.id, 'annotator')
  const second = await createMember(db, project.id, 'annotator')
  const pairs = await createFramePairs(db, project.id, count)
  const tasks: Task[] = []
  // Those made in the same millisecond come in order too.
  for (const pair of pairs) tasks.push(await createTask(db, pair, { overlap, draw: tasks.length / 1000 }))
  return { project, taxonomy, admin, reviewer, annotators: [first, second], pairs, tasks }
}

/** A submitted answer as the verbs leave it: assignment, annotation, marks, verdicts and the task's counts. */
export async function createAnnotation(
  db: Db,
  data: { task: Task; userId: string; taxonomyVersionId: string; answer: Answer; createdAt?: Date; activeMs?: number },
): Promise<{ assignment: Assignment; annotation: Annotation }> {
  const { task, userId, taxonomyVersionId, answer, createdAt = new Date(), activeMs = 20_000 } = data
  const { projectId, id: taskId } = task
  return db.$transaction(async (tx) => {
    const { arm } = await tx.task.findUniqueOrThrow({ where: { id: taskId }, select: { arm: true } })
    const assignment = await tx.assignment.create({
      data: {
        projectId,
        taskId,
        userId,
        taxonomyVersionId,
        state: 'submitted',
        leaseUntil: createdAt,
        leftSide: 'A',
        arm: arm ?? 'show',
        draft: answer,
        activeMs,
        claimedAt: new Date(createdAt.getTime() - activeMs),
        closedAt: createdAt,
      },
    })
    const annotation = await tx.annotation.create({
      data: {
        projectId,
        taskId,
        assignmentId: assignment.id,
        authorId: userId,
        kind: 'original',
        taxonomyVersionId,
        preference: answer.preference,
        strength: answer.strength,
        comment: answer.comment || null,
        flagged: answer.flagged,
        activeMs,
        operationId: crypto.randomUUID(),
        createdAt,
        marks: {
          create: answer.marks.map(({ id: _id, ptsUs, box, ...mark }) => ({
            ...mark,
            ptsUs: BigInt(ptsUs),
            ...boxColumns(box),
          })),
        },
        verdicts: { create: answer.clean },
      },
    })
    await tx.$executeRaw`
      UPDATE "Task" SET taken = taken + 1, answered = answered + 1,
        state = CASE WHEN answered + 1 = overlap THEN 'done' ELSE state END
      WHERE id = ${taskId}::uuid`
    return { assignment, annotation }
  })
}
