import type { z } from 'zod'
import type { AnnotatedPair } from '@/lib/domain/exports'
import { decodeFrameTable, framePtsUs } from '@/lib/domain/media'
import type { Db, Prisma, Tx } from '@/lib/platform/db'
import type { CarriedTaxonomy } from '@/lib/services/taxonomy'

type Input = z.input<typeof AnnotatedPair>
const VIDEO = { include: { generator: true } } as const
const ANNOTATION = {
  marks: true,
  verdicts: true,
  assignment: { select: { userId: true } },
  reviews: true,
  resultOf: true,
} as const
const PARTS = { prompt: true, videoA: VIDEO, videoB: VIDEO } as const
type PairRow = Prisma.PairGetPayload<{ include: typeof PARTS }>
type AnnotationRow = Prisma.AnnotationGetPayload<{ include: typeof ANNOTATION }>

const CHUNK = 500
const VOTES = { A: 'A', B: 'B', tie_good: 'tie-good', tie_bad: 'tie-bad' } as const

function tableOf(video: PairRow['videoA']) {
  return decodeFrameTable(video.frameTable as Uint8Array)
}

function toVideo(video: PairRow['videoA']) {
  return { id: video.id, sha256: video.sha256, width: video.displayWidth ?? 0, height: video.displayHeight ?? 0 }
}

function toAnnotation(row: AnnotationRow, pair: PairRow, { carry }: CarriedTaxonomy): Input['annotations'][number] {
  const marks = row.marks.map((mark) => ({ mark, labelKey: carry(row.taxonomyVersionId, mark.labelKey) }))
  const isLost = marks.some(({ labelKey }) => labelKey === null)
  const ptsOf = (side: 'A' | 'B', index: number | null) =>
    index === null ? null : framePtsUs(tableOf(side === 'A' ? pair.videoA : pair.videoB), index)
  return {
    annotationId: row.id,
    annotatorId: row.assignment.userId,
    kind: row.kind,
    preference: row.preference ? VOTES[row.preference] : null,
    strength: row.strength,
    marks: marks.flatMap(({ mark, labelKey }) =>
      labelKey === null
        ? []
        : [
            {
              side: mark.side,
              frameIndex: mark.frameIndex,
              ptsUs: Number(mark.ptsUs),
              labelKey,
              trackId: mark.trackId,
              interpolated: mark.interpolated,
              box:
                mark.boxX === null || mark.boxY === null || mark.boxW === null || mark.boxH === null
                  ? null
                  : { x: mark.boxX, y: mark.boxY, w: mark.boxW, h: mark.boxH },
            },
          ],
    ),
    cleanVerdicts: row.verdicts.map(({ side, frameIndex }) => ({ side, frameIndex, ptsUs: ptsOf(side, frameIndex) })),
    // An answer that named a label which is no more would read as clean, so it counts as flagged.
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
    ptsUsA: isFrame ? framePtsUs(tableOf(pair.videoA), pair.frameIndexA) : null,
    ptsUsB: isFrame ? framePtsUs(tableOf(pair.videoB), pair.frameIndexB) : null,
    annotations,
  }
}

/** All pairs with current annotations made up to `asOf`, under the wanted assignments, in chunks by pair id. */
export async function loadAnnotatedPairs(
  db: Db | Tx,
  {
    projectId,
    asOf,
    assignments: scope = {},
  }: { projectId: string; asOf: Date; assignments?: Prisma.AssignmentWhereInput },
  taxonomy: CarriedTaxonomy,
): Promise<Input[]> {
  const pairs: Input[] = []
  for (let after: string | undefined; ; ) {
    const rows = await db.pair.findMany({
      where: {
        projectId,
        ...(after ? { id: { gt: after } } : {}),
        tasks: { some: { annotations: { some: { createdAt: { lte: asOf }, assignment: { is: scope } } } } },
      },
      include: {
        ...PARTS,
        tasks: {
          include: {
            annotations: {
              where: {
                createdAt: { lte: asOf },
                assignment: { is: { AND: [{ state: 'submitted' }, scope] } },
                OR: [{ supersededBy: null }, { supersededBy: { createdAt: { gt: asOf } } }],
              },
              include: ANNOTATION,
              orderBy: { id: 'asc' },
            },
          },
        },
      },
      orderBy: { id: 'asc' },
      take: CHUNK,
    })
    for (const { tasks, ...pair } of rows) {
      const annotations = tasks.flatMap((task) => task.annotations.map((row) => toAnnotation(row, pair, taxonomy)))
      pairs.push({ ...toPair(pair, annotations), heldOut: tasks.some(({ holdout }) => holdout) })
    }
    after = rows.at(-1)?.id
    if (rows.length < CHUNK) return pairs
  }
}
