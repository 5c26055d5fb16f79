import type { ReleaseView } from '@/lib/contracts/http/exports'
import { type Manifest, ReleaseCounts } from '@/lib/domain/exports'
import type { Prisma } from '@/lib/platform/db'
import { withoutServerPaths } from '@/lib/platform/server-paths'

export type ReleaseRow = Prisma.ReleaseGetPayload<object>

export function toReleaseView(row: ReleaseRow): ReleaseView {
  const counts = ReleaseCounts.safeParse(row.counts)
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    state: row.deletingAt ? 'deleting' : row.state,
    progress: row.progress,
    gates: row.gates as ReleaseView['gates'],
    marks: row.marks,
    seed: row.seed,
    counts: counts.success ? counts.data : null,
    manifestSha256: row.manifestSha256,
    error: withoutServerPaths(row.error),
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}

export function manifestOf(row: ReleaseRow): Manifest | null {
  return row.state === 'ready' ? (row.manifest as Manifest) : null
}
