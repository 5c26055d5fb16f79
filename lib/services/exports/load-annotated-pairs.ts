import type { z } from 'zod'
import type { AnnotatedPair } from '@/lib/domain/exports'
import type { AnswerScope, CountedAnswer, Side } from '@/lib/domain/labelling'
import { framePtsUs } from '@/lib/domain/media'
import type { Db, Prisma, Tx } from '@/lib/platform/db'
import { countedAnswers, STATEMENT_INCLUDE, toStatement } from '@/lib/services/labelling'
import { frameTableOf } from '@/lib/services/media'
import type { CarriedTaxonomy } from '@/lib/services/taxonomy'

type Input = z.input<typeof AnnotatedPair>
const VIDEO = { include: { generator: true } } as const
const ANNOTATION = {
  ...STATEMENT_INCLUDE,
  assignment: { select: { userId: true } },
  reviews: true,
  resultOf: true,
} as const satisfies Prisma.AnnotationInclude
const PAIR = {
  prompt: true,
  videoA: VIDEO,
  videoB: VIDEO,
  tasks: { select: { id: true, holdout: true } },
} as const satisfies Prisma.PairInclude
type PairRow = Prisma.PairGetPayload<{ include: typeof PAIR }>
type AnnotationRow = Prisma.AnnotationGetPayload<{ include: typeof ANNOTATION }>

const CHUNK = 500

function toVideo(video: PairRow['videoA']) {
  return { id: video.id, sha256: video.sha256, width: video.displayWidth ?? 0, height: video.displayHeight ?? 0 }
}

/** The answer with the times of its frames, its labels carried to the taxonomy. Source: docs/spec/counted-answers.md [CO4] */
function toCountedAnswer(row: AnnotationRow, pair: PairRow, { carry }: CarriedTaxonomy): CountedAnswer {
  const { marks, clean, ...said } = toStatement(row)
  const carried = marks.map((mark) => ({ ...mark, labelKey: carry(row.taxonomyVersionId, mark.labelKey) }))
  const ptsOf = (side: Side, index: number | null) =>
    index === null ? null : framePtsUs(frameTableOf(side === 'A' ? pair.videoA : pair.videoB), index)
  const isLost = carried.some(({ labelKey }) => labelKey === null)
  return {
    ...said,
    annotationId: row.id,
    annotatorId: row.assignment.userId,
    kind: row.kind,
    marks: carried.flatMap(({ labelKey, ...mark }) => (labelKey === null ? [] : [{ ...mark, labelKey }])),
    clean: clean.map(({ side, frameIndex }) => ({ side, frameIndex, ptsUs: ptsOf(side, frameIndex) })),
    // An answer that named a label which no longer exists would read as clean, so it counts as flagged.
    flags: [...(row.flagged ? ['flagged'] : []), ...(isLost ? ['retired-label'] : [])],
    authorSawGenerators: row.authorSawGenerators,
    reviewed: row.reviews.some(({ verdict }) => verdict !== 'return') || row.resultOf.length > 0,
  }
}

function toPair(pair: PairRow, annotations: Input['annotations']): Input {
  const isFrame = pair.kind === 'frame'
  return {
    pairId: pair.id,
    kind: pair.kind,
    promptId: pair.prompt.externalId,
    promptText: pair.prompt.text,
    promptGroup: pair.prompt.externalId,
    mode: pair.videoA.mode,
    generatorA: pair.videoA.generator.name,
    generatorB: pair.videoB.generator.name,
    videoA: toVideo(pair.videoA),
    videoB: toVideo(pair.videoB),
    timestampMs: isFrame ? Math.round(Number(pair.timestampUs) / 1000) : null,
    frameIndexA: isFrame ? pair.frameIndexA : null,
    frameIndexB: isFrame ? pair.frameIndexB : null,
    ptsUsA: isFrame ? framePtsUs(frameTableOf(pair.videoA), pair.frameIndexA) : null,
    ptsUsB: isFrame ? framePtsUs(frameTableOf(pair.videoB), pair.frameIndexB) : null,
    annotations,
  }
}

type Wanted = { projectId: string; asOf: Date; scope?: AnswerScope }

/** Current annotations by pair, each list in the order of their ids. */
async function loadAnnotations(
  db: Db | Tx,
  wanted: Wanted,
  pairIds: readonly string[],
): Promise<Map<string, AnnotationRow[]>> {
  const { projectId, asOf, scope = 'all' } = wanted
  const counted = await db.$queryRaw<{ id: string; pairId: string }[]>`
    SELECT id, "pairId" FROM (${countedAnswers({ projectId, which: 'current', asOf, scope, pairIds })}) AS answer`
  const pairOf = new Map(counted.map(({ id, pairId }) => [id, pairId]))
  const rows = await db.annotation.findMany({
    where: { id: { in: [...pairOf.keys()] } },
    include: ANNOTATION,
    orderBy: { id: 'asc' },
  })
  const byPair = new Map<string, AnnotationRow[]>()
  for (const row of rows) {
    const pairId = pairOf.get(row.id) ?? ''
    byPair.set(pairId, [...(byPair.get(pairId) ?? []), row])
  }
  return byPair
}

/**
 * All pairs with answers up to `asOf`, with the counted answers at that time: none where they were returned. In chunks
 * by pair id.
 */
export async function loadAnnotatedPairs(db: Db | Tx, wanted: Wanted, taxonomy: CarriedTaxonomy): Promise<Input[]> {
  const { projectId, asOf } = wanted
  const pairs: Input[] = []
  for (let after: string | undefined; ; ) {
    const rows = await db.pair.findMany({
      where: {
        projectId,
        ...(after ? { id: { gt: after } } : {}),
        tasks: { some: { annotations: { some: { createdAt: { lte: asOf } } } } },
      },
      include: PAIR,
      orderBy: { id: 'asc' },
      take: CHUNK,
    })
    const answers = await loadAnnotations(
      db,
      wanted,
      rows.map(({ id }) => id),
    )
    for (const pair of rows) {
      const given = (answers.get(pair.id) ?? []).map((row) => toCountedAnswer(row, pair, taxonomy))
      pairs.push({ ...toPair(pair, given), heldOut: pair.tasks.some(({ holdout }) => holdout) })
    }
    after = rows.at(-1)?.id
    if (rows.length < CHUNK) return pairs
  }
}
