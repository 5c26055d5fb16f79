import type { ReleaseView } from '@/lib/contracts/http/exports'
import type { Prisma } from '@/lib/platform/db'
import { withoutServerPaths } from '@/lib/platform/server-paths'
import { countsOf, gatesOf } from './stored'

export type ReleaseRow = Prisma.ReleaseGetPayload<object>

export function toReleaseView(row: ReleaseRow): ReleaseView {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    state: row.deletingAt ? 'deleting' : row.state,
    progress: row.progress,
    gates: gatesOf(row),
    marks: row.marks,
    seed: row.seed,
    counts: countsOf(row),
    manifestSha256: row.manifestSha256,
    error: withoutServerPaths(row.error),
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}
