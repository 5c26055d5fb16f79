import type { ReleaseView } from '@/lib/contracts/http/exports'
import { type Manifest, ReleaseCounts } from '@/lib/domain/exports'
import type { Prisma } from '@/lib/platform/db'

export type ReleaseRow = Prisma.ReleaseGetPayload<object>

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}

/** The figures that a list shows, flat. */
function summarise(counts: ReleaseCounts): Record<string, number> {
  const { train, validation, test } = counts.splits
  return {
    considered: counts.considered,
    left_out: sum(counts.dropped),
    pairs: train.pairs + validation.pairs + test.pairs,
    video_pairs: train.videoPairs + validation.videoPairs + test.videoPairs,
    frames: train.frames + validation.frames + test.frames,
    distorted_frames: train.distortedFrames + validation.distortedFrames + test.distortedFrames,
    grpo_rows: train.grpoRows + validation.grpoRows + test.grpoRows,
    train_pairs: train.pairs + train.videoPairs,
    validation_pairs: validation.pairs + validation.videoPairs,
    test_pairs: test.pairs + test.videoPairs,
  }
}

export function toReleaseView(row: ReleaseRow): ReleaseView {
  const counts = ReleaseCounts.safeParse(row.counts)
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    state: row.state,
    progress: row.progress,
    gates: row.gates as ReleaseView['gates'],
    seed: row.seed,
    counts: counts.success ? summarise(counts.data) : {},
    manifestSha256: row.manifestSha256,
    error: row.error,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}

export function manifestOf(row: ReleaseRow): Manifest | null {
  return row.state === 'ready' ? (row.manifest as Manifest) : null
}
