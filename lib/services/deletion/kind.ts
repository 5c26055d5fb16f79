import type { Deletion } from '@/lib/contracts/http/deletion'
import type { Ability } from '@/lib/domain/accounts'
import type { DeletionKind, Weight } from '@/lib/domain/deletion'
import type { Context } from '@/lib/platform/context'
import { Prisma, type Tx } from '@/lib/platform/db'

/** What is to go. */
export type Target = { id: string; projectId: string; name: string; deletingAt: Date | null }
export type Order = Pick<Deletion, 'projectId' | 'ids' | 'withClips'>

/** How one kind of thing is deleted. */
export type KindRules = {
  kind: DeletionKind
  ability: Ability
  /** "clip": for errors. */
  noun: string
  table: 'Video' | 'Import' | 'ModelVersion' | 'Run' | 'Release'
  /** SQL of a target's name; the row is `target`. */
  name: Prisma.Sql
  /** Locks what must not change between weighing and marking; the targets themselves are locked before. */
  hold?: (tx: Tx, order: Order) => Promise<void>
  weigh: (tx: Tx, order: Order) => Promise<Weight>
  /** Ends what is under way for the targets and marks them. */
  mark: (tx: Tx, ctx: Context, order: Order) => Promise<void>
  /** Undoes of the mark what can be undone, when a holder has come in between; the mark itself is taken off by the caller. */
  unmark?: (tx: Tx, order: Order) => Promise<void>
  /** One step of the removal, in a transaction that opened the gate. @returns whether the target is gone */
  removeSome: (tx: Tx, target: Target) => Promise<boolean>
}

/** The targets that exist, in order of id, locked when asked for. */
export function findTargets(
  tx: Tx,
  { table, name }: Pick<KindRules, 'table' | 'name'>,
  where: { projectId?: string; ids: readonly string[] },
  lock: boolean,
): Promise<Target[]> {
  const project = where.projectId ? Prisma.sql`AND "projectId" = ${where.projectId}::uuid` : Prisma.empty
  return tx.$queryRaw<Target[]>`
    SELECT id, "projectId", ${name} AS name, "deletingAt" FROM ${Prisma.raw(`"${table}"`)} AS target
    WHERE id = ANY(${where.ids}::uuid[]) ${project}
    ORDER BY id ${lock ? Prisma.sql`FOR UPDATE` : Prisma.empty}`
}

/** Opens the gate of the guards for this transaction. Source: docs/spec/deletion.md [DE2] */
export async function beginDeletion(tx: Tx, table: KindRules['table'] | 'Project', id: string): Promise<void> {
  await tx.$executeRaw`SELECT "begin_deletion"(${table}::text, ${id}::uuid)`
}
