import { ListTasks, type TaskView } from '@/lib/contracts/http/labelling'
import { type Aliases, aliasesOf } from '@/lib/platform/alias'
import type { Verb } from '@/lib/platform/context'
import type { Prisma } from '@/lib/platform/db'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireAbility } from '@/lib/services/accounts'

const INCLUDE = {
  pair: { select: { kind: true, timestampUs: true, prompt: { select: { text: true } } } },
} as const satisfies Prisma.TaskInclude

type Row = Prisma.TaskGetPayload<{ include: typeof INCLUDE }>

function toTaskView({ pair, ...task }: Row, aliases: Aliases): TaskView {
  return {
    id: aliases.of('task', task.id),
    kind: pair.kind,
    prompt: pair.prompt.text,
    timestampUs: Number(pair.timestampUs),
    asks: task.asks,
    overlap: task.overlap,
    taken: task.taken,
    answered: task.answered,
    arm: task.arm ?? (task.holdout ? 'hide' : null),
    priority: task.priority,
    holdout: task.holdout,
    dissent: task.dissent,
    state: task.state,
    createdAt: task.createdAt.toISOString(),
  }
}

export async function listTasks({
  ctx,
  input,
}: Verb<ListTasks>): Promise<{ items: TaskView[]; nextCursor: string | null }> {
  const { projectId, cursor, limit, state } = ListTasks.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'tasks.read')
  const rows = await ctx.db.task.findMany({
    where: { projectId, ...(state ? { state } : {}), ...afterCursor(cursor) },
    include: INCLUDE,
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  const aliases = aliasesOf(ctx)
  return toPage(rows, limit, (row) => toTaskView(row, aliases))
}
