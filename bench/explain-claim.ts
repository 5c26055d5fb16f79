import { performance } from 'node:perf_hooks'
import { claimableTasks } from '@/lib/services/labelling/find-task'
import { createMember } from '@/prisma/factories'
import { createManyTasks } from './support/many-tasks'
import { scratchDatabase } from './support/scratch-database'

const TASKS = 1_000_000
/** What one person has answered already, at the front of the queue where it costs most. */
const ANSWERED = 20_000
const LIMIT_MS = 5

type Plan = { 'Node Type': string; 'Index Name'?: string; Plans?: Plan[] }
type Explained = { 'QUERY PLAN': { Plan: Plan; 'Execution Time': number }[] }

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
}

/** Proof at a million tasks that a claim reads `Task_claimable_idx` from its front and sorts nothing. */
async function main(): Promise<void> {
  const { db, close } = await scratchDatabase(4)
  try {
    const project = await createManyTasks(db, { tasks: TASKS, overlap: 2 })
    const fresh = await createMember(db, project.id, 'annotator')
    const old = await createMember(db, project.id, 'annotator')
    const { id: taxonomyVersionId } = await db.taxonomyVersion.findFirstOrThrow()
    await db.$executeRaw`
      WITH front AS (
        UPDATE "Task" SET taken = 1, answered = 1 WHERE id IN (
          SELECT id FROM "Task" WHERE state = 'open' AND taken < overlap ORDER BY priority DESC, answered DESC, "createdAt", draw LIMIT ${ANSWERED}::int
        ) RETURNING id
      )
      INSERT INTO "Assignment" (id, "taskId", "projectId", "userId", state, "leaseUntil", "leftSide", "taxonomyVersionId")
      SELECT gen_random_uuid(), id, ${project.id}::uuid, ${old.id}::uuid, 'submitted', now(), 'A', ${taxonomyVersionId}::uuid
      FROM front`
    await db.$executeRaw`VACUUM (ANALYZE) "Task"`
    await db.$executeRaw`VACUUM (ANALYZE) "Assignment"`
    async function explain(userId: string): Promise<{ ms: number; nodes: Plan[] }> {
      const query = claimableTasks({ projectId: project.id, userId, exclude: [], measuring: true })
      const [row] = await db.$queryRaw<Explained[]>`
        EXPLAIN (ANALYZE, FORMAT JSON) ${query} FOR NO KEY UPDATE OF task SKIP LOCKED`
      const [explained] = row?.['QUERY PLAN'] ?? []
      if (!explained) throw new Error('EXPLAIN gave no plan.')
      return { ms: explained['Execution Time'], nodes: nodesOf(explained.Plan) }
    }
    const first = await explain(fresh.id)
    const answered = await explain(old.id)
    const start = performance.now()
    await explain(fresh.id)
    const roundTripMs = performance.now() - start
    const uses = [first, answered].every(({ nodes }) =>
      nodes.some((node) => node['Index Name'] === 'Task_claimable_idx'),
    )
    const sorts = [first, answered].some(({ nodes }) => nodes.some((node) => node['Node Type'].includes('Sort')))
    console.log([...new Set([...first.nodes, ...answered.nodes].map((node) => node['Node Type']))].join(', '))
    console.log(
      JSON.stringify({
        name: 'explain-claim',
        value: first.ms,
        unit: 'ms',
        limit: LIMIT_MS,
        ok: uses && !sorts && first.ms <= LIMIT_MS,
        usesClaimableIndex: uses,
        sorts,
        afterAnsweringMs: answered.ms,
        roundTripMs,
        tasks: TASKS,
        answered: ANSWERED,
      }),
    )
  } finally {
    await close()
  }
}

await main()
