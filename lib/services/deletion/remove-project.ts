import type { z } from 'zod'
import { jobs } from '@/lib/contracts/jobs'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { beginDeletion, findTargets, type KindRules } from './kind'
import { KINDS } from './preview-deletion'

const Input = jobs.deleteProject.payload
export type RemoveProject = z.infer<typeof Input>

const AT_ONCE = 500

/** One step for one kind of row. @returns whether no row is left */
type Sweep = (tx: Tx, projectId: string) => Promise<boolean>

/** Rows that may be deleted once the deletion of the project has begun. */
function rows(
  find: (tx: Tx, projectId: string) => Promise<{ id: string }[]>,
  remove: (tx: Tx, ids: string[]) => Promise<unknown>,
): Sweep {
  return async (tx, projectId) => {
    const found = await find(tx, projectId)
    if (found.length === 0) return true
    await beginDeletion(tx, 'Project', projectId)
    await remove(
      tx,
      found.map(({ id }) => id),
    )
    return found.length < AT_ONCE
  }
}

/** Things that can also be deleted singly are deleted in the same way, with their files. */
function things(
  rules: KindRules,
  first: (tx: Tx, projectId: string) => Promise<{ id: string } | null>,
  mark: (tx: Tx, id: string) => Promise<unknown>,
): Sweep {
  return async (tx, projectId) => {
    const found = await first(tx, projectId)
    if (!found) return true
    await mark(tx, found.id)
    const [target] = await findTargets(tx, rules, { ids: [found.id] }, true)
    await beginDeletion(tx, rules.table, found.id)
    if (target) await rules.removeSome(tx, target)
    return false
  }
}

const page = { select: { id: true }, take: AT_ONCE } as const
const one = { select: { id: true } } as const
const marked = { deletingAt: new Date(0) }

/** In an order in which nothing refers to what goes. */
const SWEEPS: readonly Sweep[] = [
  things(
    KINDS.release,
    (tx, projectId) => tx.release.findFirst({ where: { projectId }, ...one }),
    (tx, id) => tx.release.updateMany({ where: { id, deletingAt: null }, data: marked }),
  ),
  rows(
    (tx, projectId) => tx.annotation.findMany({ where: { projectId }, ...page }),
    (tx, ids) => tx.annotation.deleteMany({ where: { id: { in: ids } } }),
  ),
  rows(
    (tx, projectId) => tx.assignment.findMany({ where: { projectId }, ...page }),
    (tx, ids) => tx.assignment.deleteMany({ where: { id: { in: ids } } }),
  ),
  rows(
    (tx, projectId) => tx.task.findMany({ where: { projectId }, ...page }),
    (tx, ids) => tx.task.deleteMany({ where: { id: { in: ids } } }),
  ),
  rows(
    (tx, projectId) => tx.pair.findMany({ where: { projectId }, ...page }),
    (tx, ids) => tx.pair.deleteMany({ where: { id: { in: ids } } }),
  ),
  things(
    KINDS.run,
    (tx, projectId) => tx.run.findFirst({ where: { projectId }, ...one }),
    (tx, id) => tx.run.updateMany({ where: { id, deletingAt: null }, data: marked }),
  ),
  things(
    KINDS.model,
    (tx, projectId) => tx.modelVersion.findFirst({ where: { projectId }, ...one }),
    (tx, id) => tx.modelVersion.updateMany({ where: { id, deletingAt: null }, data: marked }),
  ),
  things(
    KINDS.import,
    (tx, projectId) => tx.import.findFirst({ where: { projectId }, ...one }),
    (tx, id) => tx.import.updateMany({ where: { id, deletingAt: null }, data: marked }),
  ),
  things(
    KINDS.video,
    (tx, projectId) => tx.video.findFirst({ where: { projectId }, ...one }),
    (tx, id) => tx.video.updateMany({ where: { id, deletingAt: null }, data: marked }),
  ),
  rows(
    (tx, projectId) => tx.agreementRun.findMany({ where: { projectId }, ...page }),
    (tx, ids) => tx.agreementRun.deleteMany({ where: { id: { in: ids } } }),
  ),
]

async function removeRow(ctx: Context, projectId: string): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const project = await tx.project.findFirst({ where: { id: projectId, deletingAt: { not: null } } })
    if (!project) return
    await beginDeletion(tx, 'Project', projectId)
    await tx.project.delete({ where: { id: projectId } })
    const { name, slug } = project
    await audit(tx, ctx, {
      projectId,
      verb: 'project.gone',
      entityId: projectId,
      difference: { name, slug },
    })
  })
}

/**
 * Deletes a marked project in small transactions; if it was killed at any point, it continues with what is left.
 * Source: docs/spec/deletion.md [DE3] [DE11]
 */
export async function removeProject({
  ctx,
  input,
  signal,
}: Verb<RemoveProject> & { signal?: AbortSignal }): Promise<void> {
  const { projectId } = Input.parse(input)
  const where = { id: projectId, deletingAt: { not: null } }
  if (!(await ctx.db.project.findFirst({ where, select: { id: true } }))) return
  for (const sweep of SWEEPS) {
    while (!(await withTransaction(ctx, (tx) => sweep(tx, projectId)))) signal?.throwIfAborted()
  }
  await removeRow(ctx, projectId)
}
