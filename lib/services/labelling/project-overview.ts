import type { ProjectOverview } from '@/lib/contracts/http/accounts'
import { InProject } from '@/lib/contracts/http/common'
import type { Context, Verb } from '@/lib/platform/context'
import { requireAbility } from '@/lib/services/accounts'
import { WAITING } from './annotation-summary'
import { countAnswers, countedAnswers } from './counted-answers'

const DAY_MS = 86_400_000
const DAYS = 14

/** Each answer on the day of its annotator's last submission. Source: docs/spec/counted-answers.md [CO6] */
async function answersPerDay(ctx: Context, projectId: string): Promise<ProjectOverview['daily']> {
  const today = Math.floor(ctx.now().getTime() / DAY_MS) * DAY_MS
  const since = new Date(today - (DAYS - 1) * DAY_MS)
  const rows = await ctx.db.$queryRaw<{ day: string; answers: number }[]>`
    SELECT to_char("createdAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*)::int AS answers
    FROM (${countedAnswers({ projectId, which: 'own' })}) AS answer
    WHERE "createdAt" >= ${since} GROUP BY 1`
  const found = new Map(rows.map(({ day, answers }) => [day, answers]))
  return Array.from({ length: DAYS }, (_, index) => {
    const day = new Date(since.getTime() + index * DAY_MS).toISOString().slice(0, 10)
    return { day, answers: found.get(day) ?? 0 }
  })
}

/** Places of the tasks; of closed ones, those that were answered. Source: docs/spec/counted-answers.md [CO6] */
async function countWanted(ctx: Context, projectId: string): Promise<number> {
  const [open, closed] = await Promise.all([
    ctx.db.task.aggregate({ where: { projectId, state: { not: 'closed' } }, _sum: { overlap: true } }),
    ctx.db.task.aggregate({ where: { projectId, state: 'closed' }, _sum: { answered: true } }),
  ])
  return (open._sum.overlap ?? 0) + (closed._sum.answered ?? 0)
}

/** The figures of the overview page. */
export async function projectOverview({ ctx, input }: Verb<{ projectId: string }>): Promise<ProjectOverview> {
  const { projectId } = InProject.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'tasks.read')
  const where = { projectId }
  const [videos, prompts, generators, pairs, runs, tasks, answersWanted, answers, awaitingReview, releases, daily] =
    await Promise.all([
      ctx.db.video.groupBy({ by: ['state'], where, _count: true }),
      ctx.db.prompt.count({ where }),
      ctx.db.generator.count({ where }),
      ctx.db.pair.count({ where }),
      ctx.db.run.count({ where }),
      ctx.db.task.groupBy({ by: ['state'], where, _count: true }),
      countWanted(ctx, projectId),
      countAnswers(ctx.db, where),
      ctx.db.annotation.count({ where: { ...where, ...WAITING } }),
      ctx.db.release.count({ where }),
      answersPerDay(ctx, projectId),
    ])
  const videoCount = (state: string) => videos.find((row) => row.state === state)?._count ?? 0
  const taskCount = (state: string) => tasks.find((row) => row.state === state)?._count ?? 0
  return {
    videos: { ready: videoCount('ready'), probing: videoCount('probing'), refused: videoCount('refused') },
    prompts,
    generators,
    pairs,
    runs,
    tasks: {
      open: taskCount('open'),
      done: taskCount('done'),
      answersWanted,
      answers,
    },
    awaitingReview,
    releases,
    daily,
  }
}
