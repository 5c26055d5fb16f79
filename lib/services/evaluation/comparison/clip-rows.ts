import type { ComparisonOrder, InComparison } from '@/lib/contracts/http/comparison'
import type { Boundaries, Standing } from '@/lib/domain/evaluation'
import { Prisma } from '@/lib/platform/db'

type RunIds = Pick<InComparison, 'runId' | 'otherRunId'>

/** Each clip that a run has finished beside the other's row for it. Source: docs/spec/run-comparison.md [RC2] */
function clipsOfEither({ runId, otherRunId }: RunIds): Prisma.Sql {
  return Prisma.sql`
    SELECT coalesce(a."videoId", b."videoId") AS "videoId", a.id AS "aId", b.id AS "bId", a.score AS "aScore", b.score AS "bScore"
    FROM (SELECT id, "videoId", score FROM "RunVideo" WHERE "runId" = ${runId}::uuid AND state = 'done') AS a
    FULL JOIN (SELECT id, "videoId", score FROM "RunVideo" WHERE "runId" = ${otherRunId}::uuid AND state = 'done') AS b
      ON a."videoId" = b."videoId"`
}

export type ComparedClipRow = {
  videoId: string
  aId: string | null
  bId: string | null
  aScore: number | null
  bScore: number | null
}

/** Ascending by this; NULL, made infinite, comes last. Source: docs/spec/run-comparison.md [RC9] */
const KEYS: Record<ComparisonOrder, Prisma.Sql> = {
  difference: Prisma.sql`-abs("bScore" - "aScore")`,
  fell: Prisma.sql`"bScore" - "aScore"`,
  rose: Prisma.sql`"aScore" - "bScore"`,
  'lowest-a': Prisma.sql`"aScore"`,
  'lowest-b': Prisma.sql`"bScore"`,
}

function standingIs(standing: Standing | undefined, { a, b }: Boundaries): Prisma.Sql {
  const isSame = Prisma.sql`("aScore" < ${a}) = ("bScore" < ${b})`
  switch (standing) {
    case 'same':
      return isSame
    case 'changed':
      return Prisma.sql`NOT (${isSame})`
    case 'only-a':
      return Prisma.sql`"bId" IS NULL`
    case 'only-b':
      return Prisma.sql`"aId" IS NULL`
    default:
      return Prisma.sql`TRUE`
  }
}

function oneNames(labelKey: string | undefined): Prisma.Sql {
  if (!labelKey) return Prisma.sql`TRUE`
  // Asked clip by clip through the index; EXISTS would be answered from all proposals of the project.
  const names = (id: Prisma.Sql) => Prisma.sql`
    ((SELECT TRUE FROM "Proposal" AS named WHERE named."runVideoId" = ${id} AND named."labelKey" = ${labelKey} LIMIT 1) IS TRUE)`
  return Prisma.sql`"aId" IS NOT NULL AND "bId" IS NOT NULL AND ${names(Prisma.sql`"aId"`)} <> ${names(Prisma.sql`"bId"`)}`
}

type ClipPage = RunIds & {
  boundaries: Boundaries
  order: ComparisonOrder
  standing?: Standing | undefined
  labelKey?: string | undefined
  after: { key: number; videoId: string } | null
  take: number
}

/** A page of compared clips with the key they are ordered by. */
export function clipPage({ boundaries, order, standing, labelKey, after, take, ...runs }: ClipPage): Prisma.Sql {
  const isAfter = after
    ? Prisma.sql`(key, "videoId") > (${String(after.key)}::float8, ${after.videoId}::uuid)`
    : Prisma.sql`TRUE`
  return Prisma.sql`
    SELECT * FROM (
      SELECT compared.*, coalesce(${KEYS[order]}, 'Infinity'::float8) AS key FROM (${clipsOfEither(runs)}) AS compared
      WHERE ${standingIs(standing, boundaries)}
    ) AS ordered
    WHERE ${isAfter} AND ${oneNames(labelKey)}
    ORDER BY key, "videoId" LIMIT ${take}`
}

export type ClipFigures = ComparedClipRow & {
  aLabels: string[] | null
  bLabels: string[] | null
  framesBoth: number
  framesAgreeing: number
}

/** All clips of a comparison with their labels and the frames that both scored. */
export function clipFigures(runs: RunIds, { a, b }: Boundaries): Prisma.Sql {
  const labelsOf = (runId: string) => Prisma.sql`
    SELECT "runVideoId", array_agg(DISTINCT "labelKey") AS labels FROM "Proposal"
    WHERE "runVideoId" IN (SELECT id FROM "RunVideo" WHERE "runId" = ${runId}::uuid AND state = 'done')
    GROUP BY "runVideoId"`
  return Prisma.sql`
    WITH compared AS MATERIALIZED (${clipsOfEither(runs)}),
    shared AS (
      SELECT "videoId", count(*)::int AS "framesBoth",
        (count(*) FILTER (WHERE (one.score < ${a}) = (other.score < ${b})))::int AS "framesAgreeing"
      FROM compared JOIN "FrameScore" AS one ON one."runVideoId" = "aId"
      JOIN "FrameScore" AS other ON other."runVideoId" = "bId" AND other."frameIndex" = one."frameIndex"
      GROUP BY "videoId"
    )
    SELECT compared.*, named_a.labels AS "aLabels", named_b.labels AS "bLabels",
      coalesce("framesBoth", 0) AS "framesBoth", coalesce("framesAgreeing", 0) AS "framesAgreeing"
    FROM compared LEFT JOIN shared USING ("videoId")
    LEFT JOIN (${labelsOf(runs.runId)}) AS named_a ON named_a."runVideoId" = "aId"
    LEFT JOIN (${labelsOf(runs.otherRunId)}) AS named_b ON named_b."runVideoId" = "bId"`
}
