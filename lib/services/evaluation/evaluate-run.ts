import type { z } from 'zod'
import { AnswerScope } from '@/lib/contracts/http/evaluation'
import { jobs } from '@/lib/contracts/jobs'
import type { Context, Verb } from '@/lib/platform/context'
import type { Prisma } from '@/lib/platform/db'
import { hasAnswers } from '@/lib/services/labelling'
import { createEvaluation } from './create-evaluation'
import type { EvaluationOf } from './inputs-hash'

const Input = jobs.evaluateRun.payload
export type EvaluateRun = z.infer<typeof Input>

type RunRow = Prisma.RunGetPayload<{ select: { projectId: true; modelVersionId: true } }>

/** Every truth of the project that there is something of. Source: docs/spec/evaluation.md [EV12] */
async function truthsOf({ db }: Context, { projectId, modelVersionId }: RunRow): Promise<EvaluationOf[]> {
  if (!(await db.taxonomyVersion.findFirst({ where: { projectId, state: 'published' }, select: { id: true } })))
    return []
  const planted = await db.videoTruth.findFirst({
    where: { video: { is: { projectId } } },
    select: { videoId: true },
  })
  const answered = await Promise.all(AnswerScope.options.map((scope) => hasAnswers(db, { projectId, scope })))
  const scopes = AnswerScope.options.filter((_, place) => answered[place])
  return [
    ...scopes.map((scope) => ({ projectId, modelVersionId, truth: 'people' as const, scope })),
    ...(planted ? [{ projectId, modelVersionId, truth: 'planted' as const, scope: 'all' as const }] : []),
  ]
}

/**
 * Has the model version of a run that has ended evaluated against all that is known of its clips.
 * What was asked for already is not asked for again, so that a killed job simply starts anew.
 */
export async function evaluateRun({ ctx, input }: Verb<EvaluateRun>): Promise<void> {
  const { runId } = Input.parse(input)
  const run = await ctx.db.run.findFirst({
    where: {
      id: runId,
      project: { is: { archivedAt: null } },
      state: { in: ['done', 'failed', 'cancelled'] },
      videos: { some: { state: 'done' } },
    },
    select: { projectId: true, modelVersionId: true },
  })
  if (!run) return
  for (const of of await truthsOf(ctx, run)) await createEvaluation({ ctx, input: of })
}
