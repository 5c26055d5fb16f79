import { ListTasks, type TaskView } from '@/lib/contracts/http/labelling'
import { type Aliases, aliasesOf } from '@/lib/platform/alias'
import type { Verb } from '@/lib/platform/context'
import type { Db, Prisma, Task } from '@/lib/platform/db'
import { invalidCursor } from '@/lib/platform/paging'
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

type Place = Pick<Task, 'createdAt' | 'draw' | 'id'>

/** The task behind a cursor, which is its alias. @throws AppError invalid for a cursor that is not ours */
async function findPlace(db: Db, projectId: string, id: string | null): Promise<Place> {
  const found = id === null ? null : await db.task.findFirst({ where: { id, projectId } })
  if (!found) throw invalidCursor()
  return found
}

function after({ createdAt, draw, id }: Place): Prisma.TaskWhereInput {
  return {
    OR: [{ createdAt: { lt: createdAt } }, { createdAt, draw: { lt: draw } }, { createdAt, draw, id: { lt: id } }],
  }
}

/**
 * Tasks, newest first; those of one call in the order of their draw. Neither order nor cursor reveals their ids,
 * because the ids of tasks made by earlier versions follow the import. Source: docs/spec/answer.md [AN17]
 */
export async function listTasks({
  ctx,
  input,
}: Verb<ListTasks>): Promise<{ items: TaskView[]; nextCursor: string | null }> {
  const { projectId, cursor, limit, state } = ListTasks.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'tasks.read')
  const aliases = aliasesOf(ctx)
  const place = cursor ? await findPlace(ctx.db, projectId, aliases.idOf('task', cursor)) : null
  const rows = await ctx.db.task.findMany({
    where: { projectId, ...(state ? { state } : {}), ...(place ? after(place) : {}) },
    include: INCLUDE,
    orderBy: [{ createdAt: 'desc' }, { draw: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  })
  const items = rows.slice(0, limit).map((row) => toTaskView(row, aliases))
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
