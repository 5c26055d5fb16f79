import { Answer as Said, toScreenPreference, toScreenSide } from '@/lib/domain/labelling'
import { boxOf } from '@/lib/platform/box-columns'
import type { Prisma, Tx } from '@/lib/platform/db'

const AT_ONCE = 200

type Page = { id: string }

/** Reads a long list in the order of ids, some at a time. */
async function* pages<Row extends Page>(read: (after: string | undefined) => Promise<Row[]>): AsyncGenerator<Row> {
  let after: string | undefined
  for (;;) {
    const rows = await read(after)
    yield* rows
    after = rows.at(-1)?.id
    if (rows.length < AT_ONCE) return
  }
}

function page(after: string | undefined) {
  return { take: AT_ONCE, orderBy: { id: 'asc' as const }, ...(after ? { cursor: { id: after }, skip: 1 } : {}) }
}

const SHOWN = {
  assignment: { select: { leftSide: true } },
  marks: true,
  verdicts: true,
  task: {
    select: { pair: { select: { kind: true, timestampUs: true, prompt: { select: { text: true } } } } },
  },
} as const satisfies Prisma.AnnotationInclude
type Answer = Prisma.AnnotationGetPayload<{ include: typeof SHOWN }>

/** Left and right as the person saw them: A and B, and the ids of clips, would reveal who made what. */
function toAnswer(answer: Answer, project: string | undefined) {
  const { leftSide } = answer.assignment
  const { kind, timestampUs, prompt } = answer.task.pair
  return {
    project,
    kind: answer.kind,
    at: answer.createdAt.toISOString(),
    pair: { kind, prompt: prompt.text, timestampUs: Number(timestampUs) },
    preference: toScreenPreference(answer.preference, leftSide),
    strength: answer.strength,
    comment: answer.comment,
    flagged: answer.flagged,
    activeMs: answer.activeMs,
    marks: answer.marks.map(({ side, frameIndex, ptsUs, labelKey, ...place }) => ({
      side: toScreenSide(side, leftSide),
      frameIndex,
      ptsUs: Number(ptsUs),
      label: labelKey,
      box: boxOf(place),
    })),
    noDistortion: answer.verdicts.map(({ side, frameIndex }) => ({ side: toScreenSide(side, leftSide), frameIndex })),
  }
}

type LeftSide = Answer['assignment']['leftSide']

/** An answer that is stored as one value: a draft, or a first answer. */
function toSaid(stored: unknown, leftSide: LeftSide) {
  const { data } = Said.safeParse(stored)
  if (!data) return null
  const { preference, strength, comment, flagged, marks, clean } = data
  return {
    preference: toScreenPreference(preference, leftSide),
    strength,
    comment,
    flagged,
    marks: marks.map(({ side, frameIndex, ptsUs, labelKey, box }) => ({
      side: toScreenSide(side, leftSide),
      frameIndex,
      ptsUs,
      label: labelKey,
      box,
    })),
    noDistortion: clean.map(({ side, frameIndex }) => ({ side: toScreenSide(side, leftSide), frameIndex })),
  }
}

/** The person's work on tasks besides submitting: skipped, started, answered before the proposals were revealed. */
async function* tasksOf(db: Tx, userId: string, projects: ReadonlyMap<string, string>) {
  const include = { firstAnswer: true, task: SHOWN.task }
  const rows = pages((after) => db.assignment.findMany({ where: { userId }, include, ...page(after) }))
  for await (const { projectId, task, leftSide, firstAnswer, draft, ...row } of rows) {
    const { kind, timestampUs, prompt } = task.pair
    yield {
      project: projects.get(projectId),
      pair: { kind, prompt: prompt.text, timestampUs: Number(timestampUs) },
      state: row.state,
      claimedAt: row.claimedAt.toISOString(),
      closedAt: row.closedAt?.toISOString() ?? null,
      activeMs: row.activeMs,
      skipReason: row.skipReason,
      draft: toSaid(draft, leftSide),
      firstAnswer: firstAnswer && {
        at: firstAnswer.createdAt.toISOString(),
        activeMs: firstAnswer.activeMs,
        ...toSaid(firstAnswer.answer, leftSide),
      },
    }
  }
}

async function accountOf(db: Tx, userId: string) {
  const { name, email, isOwner, locale, createdAt, disabledAt, totpSince, keyBindings } =
    await db.user.findUniqueOrThrow({
      where: { id: userId },
    })
  return { name, email, isOwner, locale, createdAt, disabledAt, secondFactorSince: totpSince, keyBindings }
}

async function accessOf(db: Tx, userId: string) {
  const memberships = await db.membership.findMany({
    where: { userId },
    include: { project: { select: { name: true } } },
  })
  const sessions = await db.session.findMany({ where: { userId } })
  const tokens = await db.apiToken.findMany({ where: { userId } })
  return {
    memberships: memberships.map(({ project, role, state, createdAt }) => ({
      project: project.name,
      role,
      state,
      createdAt,
    })),
    sessions: sessions.map(({ address, agent, createdAt, lastSeenAt, endsAt }) => ({
      address,
      agent,
      createdAt,
      lastSeenAt,
      endsAt,
    })),
    tokens: tokens.map(({ name, prefix, scopes, createdAt, expiresAt, lastUsedAt, lastUsedAddress, revokedAt }) => ({
      ...{ name, prefix, scopes, createdAt, expiresAt, lastUsedAt, lastUsedAddress, revokedAt },
    })),
  }
}

async function* answersOf(db: Tx, userId: string, projects: ReadonlyMap<string, string>) {
  const rows = pages((after) => db.annotation.findMany({ where: { authorId: userId }, include: SHOWN, ...page(after) }))
  for await (const row of rows) yield toAnswer(row, projects.get(row.projectId))
}

async function* reviewsOf(db: Tx, userId: string, projects: ReadonlyMap<string, string>) {
  const rows = pages((after) => db.review.findMany({ where: { reviewerId: userId }, ...page(after) }))
  for await (const { projectId, verdict, comment, createdAt } of rows) {
    yield { project: projects.get(projectId), verdict, comment, at: createdAt.toISOString() }
  }
}

/** The person's actions, without the details of an entry, which also name other people and generators. */
async function* eventsOf(db: Tx, userId: string, projects: ReadonlyMap<string, string>) {
  const rows = pages((after) => db.auditEvent.findMany({ where: { actorId: userId }, ...page(after) }))
  for await (const { projectId, verb, entityType, at } of rows) {
    yield { project: projectId ? projects.get(projectId) : null, verb, entityType, at: at.toISOString() }
  }
}

/**
 * Everything that is kept of a person, as pieces of one JSON document. Nothing in it names a generator, a file or another
 * person. Source: docs/spec/deletion.md [DE13]
 */
export async function* personRecords(db: Tx, userId: string, now: Date): AsyncGenerator<string> {
  const names = await db.project.findMany({ select: { id: true, name: true } })
  const projects = new Map(names.map(({ id, name }) => [id, name]))
  const head = {
    schemaVersion: 1,
    writtenAt: now.toISOString(),
    account: await accountOf(db, userId),
    ...(await accessOf(db, userId)),
  }
  yield JSON.stringify(head).slice(0, -1)
  const lists = [
    ['answers', answersOf(db, userId, projects)],
    ['tasks', tasksOf(db, userId, projects)],
    ['reviews', reviewsOf(db, userId, projects)],
    ['auditLog', eventsOf(db, userId, projects)],
  ] as const
  for (const [name, rows] of lists) {
    yield `,\n"${name}":[`
    let separator = '\n'
    for await (const row of rows) {
      yield separator + JSON.stringify(row)
      separator = ',\n'
    }
    yield '\n]'
  }
  yield '}\n'
}
