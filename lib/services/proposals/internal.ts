import type { ModelView, RunTitle, RunView } from '@/lib/contracts/http/proposals'
import { sum } from '@/lib/domain/shared'
import type { Db, Prisma, Tx } from '@/lib/platform/db'
import { withoutServerPaths } from '@/lib/platform/server-paths'
import { manifestOf, providerReasonsOf, runSettingsOf } from './stored'

type ModelRow = Prisma.ModelVersionGetPayload<object>
export const RUN_PARTS = { model: true, showings: { where: { untilAt: null }, select: { id: true } } } as const
export type RunRow = Prisma.RunGetPayload<{ include: typeof RUN_PARTS }>

export function toModelView(row: ModelRow): ModelView {
  const { id, name, version, engine, location, sha256, createdAt, deletingAt } = row
  const { labels } = manifestOf(row)
  const deleting = deletingAt !== null
  return { id, name, version, engine, location, sha256, labels, deleting, createdAt: createdAt.toISOString() }
}

/** What names a run, without counting anything. */
export function toRunTitle(row: RunRow): RunTitle {
  return {
    id: row.id,
    model: { id: row.model.id, name: row.model.name, version: row.model.version },
    state: row.state,
    deleting: row.deletingAt !== null,
    shown: row.showings.length > 0,
    settings: runSettingsOf(row),
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}

function ratePerSecond({ startedAt, finishedAt, scoredBefore }: RunRow, scored: number, now: Date): number | null {
  const own = scored - scoredBefore
  if (!startedAt || own <= 0) return null
  const seconds = ((finishedAt ?? now).getTime() - startedAt.getTime()) / 1000
  return seconds > 0 ? own / seconds : null
}

/** One view a row, in the order of the rows. */
export async function toRunViews(db: Db | Tx, rows: readonly RunRow[], now: Date): Promise<RunView[]> {
  const ids = rows.map((row) => row.id)
  const states = await db.runVideo.groupBy({
    by: ['runId', 'state'],
    where: { runId: { in: ids } },
    _count: true,
    _sum: { frameBudget: true, scoredCount: true, proposalCount: true },
  })
  return rows.map((row) => {
    const own = states.filter((entry) => entry.runId === row.id)
    const count = (state: string) => own.find((entry) => entry.state === state)?._count ?? 0
    const total = (column: 'frameBudget' | 'scoredCount' | 'proposalCount', of = own) =>
      sum(of.map(({ _sum }) => _sum[column] ?? 0))
    const unfinished = own.filter(({ state }) => state === 'queued' || state === 'running')
    const scored = total('scoredCount')
    return {
      ...toRunTitle(row),
      provider: row.provider,
      providerReasons: providerReasonsOf(row),
      error: withoutServerPaths(row.error),
      videos: {
        total: sum(own.map(({ _count }) => _count)),
        queued: count('queued'),
        running: count('running'),
        done: count('done'),
        failed: count('failed'),
        cancelled: count('cancelled'),
      },
      frames: {
        scored,
        budget: total('frameBudget'),
        remaining: Math.max(0, total('frameBudget', unfinished) - total('scoredCount', unfinished)),
        perSecond: ratePerSecond(row, scored, now),
      },
      proposals: total('proposalCount'),
      startedAt: row.startedAt?.toISOString() ?? null,
    }
  })
}

export async function toRunView(db: Db | Tx, row: RunRow, now: Date): Promise<RunView> {
  const [view] = await toRunViews(db, [row], now)
  if (!view) throw new Error('A row without a view.')
  return view
}

/**
 * The first lock of a transaction that writes to a run and to its clips: two that locked in different orders would
 * deadlock. Storing scores writes only to one clip and does not need it.
 */
export async function lockRun(tx: Tx, runId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM "Run" WHERE id = ${runId}::uuid FOR NO KEY UPDATE`
}
