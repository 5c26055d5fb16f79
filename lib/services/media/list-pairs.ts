import type { z } from 'zod'
import { ListPairs, type PairSummary } from '@/lib/contracts/http/media'
import type { Verb } from '@/lib/platform/context'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireAbility } from '@/lib/services/accounts'

type View = z.infer<typeof PairSummary>
const GENERATOR = { select: { generator: { select: { name: true } } } } as const

export async function listPairs({
  ctx,
  input,
}: Verb<z.infer<typeof ListPairs>>): Promise<{ items: View[]; nextCursor: string | null }> {
  const { projectId, cursor, limit, kind } = ListPairs.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'media.read')
  const rows = await ctx.db.pair.findMany({
    where: { projectId, kind, ...afterCursor(cursor) },
    include: { prompt: true, videoA: GENERATOR, videoB: GENERATOR, tasks: { select: { id: true }, take: 1 } },
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  return toPage(rows, limit, (row) => ({
    id: row.id,
    kind: row.kind,
    prompt: row.prompt.text,
    generatorA: row.videoA.generator.name,
    generatorB: row.videoB.generator.name,
    timestampUs: Number(row.timestampUs),
    frameIndexA: row.frameIndexA,
    frameIndexB: row.frameIndexB,
    hasTask: row.tasks.length > 0,
  }))
}
