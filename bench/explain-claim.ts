import { performance } from 'node:perf_hooks'
import { type Db, Prisma, type Project } from '@/lib/platform/db'
import { claimableTasks } from '@/lib/services/labelling/find-task'
import { createMember } from '@/prisma/factories'
import { bench, say } from './support/bench'
import { type Explanation, explain, stepsOf } from './support/explain'
import { createManyTasks } from './support/many-tasks'
import { scratchDatabase } from './support/scratch-database'

const TASKS = 1_000_000
/** What two people have answered already, at the front of the queue where it costs most: others have not answered it yet. */
const ANSWERED = [5_000, 20_000] as const
const LIMIT_MS = 5
/** For the person with the smaller number of answers. */
const ANSWERED_LIMIT_MS = 25

/** A person who has answered so many tasks from the front of the queue on. */
async function createAnswerer(db: Db, project: Project, answered: number): Promise<{ id: string }> {
  const person = await createMember(db, project.id, 'annotator')
  const { id: taxonomyVersionId } = await db.taxonomyVersion.findFirstOrThrow()
  await db.$executeRaw`
    WITH front AS (
      UPDATE "Task" SET taken = taken + 1, answered = answered + 1 WHERE id IN (
        SELECT id FROM "Task" WHERE state = 'open' AND taken < overlap
        ORDER BY priority DESC, answered DESC, "createdAt", draw LIMIT ${answered}::int
      ) RETURNING id
    )
    INSERT INTO "Assignment" (id, "taskId", "projectId", "userId", state, "leaseUntil", "leftSide", "taxonomyVersionId")
    SELECT gen_random_uuid(), id, ${project.id}::uuid, ${person.id}::uuid, 'submitted', now(), 'A', ${taxonomyVersionId}::uuid
    FROM front`
  return person
}

/** A clip that waits for the copy that browsers get. @returns how many wait */
async function addClipThatWaits(db: Db, { id: projectId }: Project): Promise<number> {
  await db.$executeRaw`
    INSERT INTO "Video" (id, "projectId", "promptId", "generatorId", state, "fileName", "storageKey", sha256, "sizeBytes")
    SELECT gen_random_uuid(), "projectId", "promptId", "generatorId", 'ready', 'waits', 'waits', 'waits', 1
    FROM "Video" WHERE "projectId" = ${projectId}::uuid LIMIT 1`
  await db.$executeRaw`VACUUM (ANALYZE) "Video"`
  return db.video.count({ where: { projectId, servedKey: null } })
}

/** Proof at a million tasks that a claim reads `Task_claimable_idx` from its front and sorts nothing. */
await bench('explain-claim', async (atEnd) => {
  const { db, close } = await scratchDatabase(4)
  atEnd(close)
  const project = await createManyTasks(db, { tasks: TASKS, overlap: 3 })
  const fresh = await createMember(db, project.id, 'annotator')
  const some = await createAnswerer(db, project, ANSWERED[0])
  const many = await createAnswerer(db, project, ANSWERED[1])
  await db.$executeRaw`VACUUM (ANALYZE) "Task"`
  await db.$executeRaw`VACUUM (ANALYZE) "Assignment"`
  function claimOf(userId: string): Promise<Explanation> {
    const tasks = claimableTasks({ projectId: project.id, userId, exclude: [], measuring: true })
    return explain(db, Prisma.sql`${tasks} FOR NO KEY UPDATE OF task SKIP LOCKED`)
  }
  const first = await claimOf(fresh.id)
  // Somebody who labels claims again and again, so what their claims read is in memory.
  for (const { id } of [some, many]) await claimOf(id)
  const afterSome = await claimOf(some.id)
  const afterMany = await claimOf(many.id)
  const start = performance.now()
  await claimOf(fresh.id)
  const roundTripMs = performance.now() - start
  const waiting = await addClipThatWaits(db, project)
  const whileServing = await claimOf(fresh.id)
  const all = [first, afterSome, afterMany, whileServing]
  const uses = all.every(({ nodes }) => nodes.some((node) => node['Index Name'] === 'Task_claimable_idx'))
  const sorts = all.some(({ nodes }) => nodes.some((node) => node['Node Type'].includes('Sort')))
  const isFast = Math.max(first.ms, whileServing.ms) <= LIMIT_MS && afterSome.ms <= ANSWERED_LIMIT_MS
  say(stepsOf(all.flatMap(({ nodes }) => nodes)))
  return {
    value: first.ms,
    unit: 'ms',
    limit: LIMIT_MS,
    ok: uses && !sorts && isFast,
    usesClaimableIndex: uses,
    sorts,
    answered: ANSWERED,
    afterAnsweringMs: [afterSome.ms, afterMany.ms],
    afterAnsweringLimit: ANSWERED_LIMIT_MS,
    whileServingMs: whileServing.ms,
    waiting,
    roundTripMs,
    tasks: TASKS,
  }
})
