import { InRun, type RunDetails } from '@/lib/contracts/http/proposals'
import type { Verb } from '@/lib/platform/context'
import { notFound } from '@/lib/platform/errors'
import { requireAbility } from '@/lib/services/accounts'
import { clipsAhead } from './clips-ahead'
import { RUN_PARTS, toRunView } from './internal'

export async function getRun({ ctx, input }: Verb<InRun>): Promise<RunDetails> {
  const { projectId, runId } = InRun.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'runs.read')
  const row = await ctx.db.run.findFirst({ where: { id: runId, projectId }, include: RUN_PARTS })
  if (!row) throw notFound('run')
  return { ...(await toRunView(ctx.db, row, ctx.now())), clipsAhead: await clipsAhead(ctx.db, row) }
}
