import { createRouterClient, ORPCError } from '@orpc/server'
import { encode } from 'next-auth/jwt'
import { expect, test } from 'vitest'
import { router } from '@/app/_server/router'
import { requestContext } from '@/app/_server/session'
import { contract } from '@/lib/contracts/http'
import { scopeNeedOf } from '@/lib/contracts/http/scopes'
import { type Ability, type Blind, ProjectSettings, roleCan, TokenScope } from '@/lib/domain/accounts'
import { EMPTY_SCREEN_ANSWER } from '@/lib/domain/labelling'
import { defaultTaxonomy } from '@/lib/domain/taxonomy'
import { aliasesFor } from '@/lib/platform/alias'
import type { Context } from '@/lib/platform/context'
import { env } from '@/lib/platform/env'
import { AppError, notFound } from '@/lib/platform/errors'
import { createToken, revokeToken } from '@/lib/services/accounts'
import { startSession } from '@/lib/services/accounts/session-rows'
import {
  contextFor,
  createFramePairs,
  createMember,
  createProject,
  createTask,
  createTaxonomyVersion,
  createUser,
} from '@/prisma/factories'
import { testDatabase } from './setup/database'
import { createTeam, type Member } from './setup/team'

/** Who may call an endpoint: those with an ability, or one of the cases beside the project roles; a `clip` exists for who may read the media. */
type Rule = Ability | 'anyone' | 'signed-in' | 'owner' | 'assignee' | 'clip' | 'archived'
type Outcome = 'allowed' | 'unauthenticated' | 'forbidden' | 'hidden' | 'scope'
/** `owner` owns the installation and is a member of nothing. */
type Person = Member | 'owner'

const EVERYBODY: readonly Person[] = ['owner', 'admin', 'reviewer', 'annotator', 'paused', 'foreign', 'anonymous']
const NOWHERE = '01900000-0000-7000-8000-000000000000'

const { db } = await testDatabase()
const team = await createTeam(db)
const { projectId } = team
const owner = contextFor(db, await createUser(db, { isOwner: true }))
const ctxOf = (who: Person): Context => (who === 'owner' ? owner : team.ctx(who))
const taxonomy = await createTaxonomyVersion(db, { projectId })
const pairs = await createFramePairs(db, projectId, 2)
const [pair] = pairs
if (!pair) throw new Error('no pair')
const task = await createTask(db, pair)
const lease = { leaseUntil: new Date(Date.now() + 3_600_000), leftSide: 'A' as const, taxonomyVersionId: taxonomy.id }
const { id: assignmentId } = await db.assignment.create({
  data: { projectId, taskId: task.id, userId: team.userId('annotator'), ...lease },
})
await db.task.update({ where: { id: task.id }, data: { taken: 1 } })

const answered = { taskId: task.id, authorId: team.userId('annotator'), taxonomyVersionId: taxonomy.id }
const submitted = await db.annotation.create({
  data: { projectId, assignmentId, ...answered, operationId: crypto.randomUUID() },
})

/** Of the reviewer; who else may add examples is told that there is no such clip. */
const shownClip = aliasesFor(team.userId('reviewer')).of('video', pair.videoAId)
const WHOLE = { x: 0, y: 0, w: 1, h: 1 }
const assigned = { assignmentId, fence: 99 }
const answer = { ...EMPTY_SCREEN_ANSWER, preference: 'tie_good' as const }

/** A project with the team's people in it, which an endpoint may archive, bring back or delete. */
async function twin(archivedAt: Date | null): Promise<string> {
  const { id } = await createProject(db)
  const members = await db.membership.findMany({ where: { projectId } })
  const same = members.map(({ userId, role, state }) => ({ projectId: id, userId, role, state }))
  await db.membership.createMany({ data: same })
  await db.project.update({ where: { id }, data: { archivedAt } })
  return id
}
const archived = await twin(new Date())
const broughtBack = await twin(new Date())
const toArchive = await twin(null)

/** Every endpoint with its rule and an input that a caller who may is not refused for. */
const ENDPOINTS: Record<string, [Rule, unknown]> = {
  'accounts.me': ['signed-in', undefined],
  'accounts.setKeyBindings': ['signed-in', { keyBindings: {} }],
  'accounts.createProject': ['owner', { slug: 'of-nobody', name: 'Nobody' }],
  'accounts.getProject': ['project.read', { slug: team.slug }],
  'accounts.updateProject': ['project.manage', { projectId, settings: ProjectSettings.parse({}) }],
  'accounts.projectOverview': ['tasks.read', { projectId }],
  'accounts.listMembers': ['members.manage', { projectId }],
  'accounts.updateMember': ['members.manage', { projectId, membershipId: NOWHERE, role: 'admin' }],
  'accounts.listInvitations': ['members.manage', { projectId }],
  'accounts.createInvitation': ['members.manage', { projectId, email: 'new@example.org', role: 'annotator' }],
  'accounts.revokeInvitation': ['members.manage', { projectId, invitationId: NOWHERE }],
  'accounts.readInvitation': ['anyone', { secret: 'x'.repeat(40) }],
  'accounts.acceptInvitation': ['anyone', { secret: 'x'.repeat(40), name: 'A', password: 'a long enough one' }],
  'accounts.listTokens': ['signed-in', {}],
  'accounts.setUp': ['anyone', { code: 'x', name: 'A', email: 'a@example.org', password: 'a long enough one' }],
  'accounts.listSessions': ['signed-in', {}],
  'accounts.endSession': ['signed-in', { sessionId: NOWHERE }],
  'accounts.endOtherSessions': ['signed-in', undefined],
  'accounts.changePassword': ['signed-in', { current: 'wrong', password: 'a long enough one' }],
  'accounts.changeEmail': ['signed-in', { email: 'other@example.org', password: 'wrong' }],
  'accounts.getSecondFactor': ['signed-in', undefined],
  'accounts.startSecondFactor': ['signed-in', { password: 'wrong' }],
  'accounts.confirmSecondFactor': ['signed-in', { code: '000000' }],
  'accounts.renewRecoveryCodes': ['signed-in', { password: 'wrong', code: '000000' }],
  'accounts.turnOffSecondFactor': ['signed-in', { password: 'wrong', code: '000000' }],
  // Who it reaches depends on both people: lib/services/accounts/passwords.test.ts.
  'accounts.createResetLink': ['signed-in', { userId: NOWHERE }],
  'accounts.readResetLink': ['anyone', { secret: 'x'.repeat(40) }],
  'accounts.resetPassword': ['anyone', { secret: 'x'.repeat(40), password: 'a long enough one' }],
  'accounts.listAccounts': ['owner', {}],
  'accounts.updateAccount': ['owner', { userId: NOWHERE, state: 'disabled' }],
  'accounts.endSessionsOf': ['owner', { userId: NOWHERE }],
  'accounts.turnOffSecondFactorOf': ['owner', { userId: NOWHERE }],
  'accounts.createToken': ['signed-in', { name: 'script' }],
  'accounts.revokeToken': ['signed-in', { tokenId: NOWHERE }],
  'accounts.listProjectTokens': ['members.manage', { projectId }],
  'accounts.listAllTokens': ['owner', {}],
  'accounts.listAudit': ['audit.read', { projectId }],
  'taxonomy.listVersions': ['taxonomy.read', { projectId }],
  'taxonomy.saveDraft': ['taxonomy.manage', { projectId, revision: 0, tree: defaultTaxonomy }],
  'taxonomy.publish': ['taxonomy.manage', { projectId, revision: 0 }],
  'media.openImport': ['media.manage', { projectId, source: 'folder' }],
  'media.startImport': ['media.manage', { projectId, importId: NOWHERE, manifest: null }],
  'media.getImport': ['media.read', { projectId, importId: NOWHERE }],
  'media.listImports': ['media.read', { projectId }],
  'media.listImportItems': ['media.read', { projectId, importId: NOWHERE }],
  'media.listVideos': ['media.read', { projectId }],
  'media.getVideo': ['media.read', { projectId, videoId: pair.videoAId }],
  'media.getFrame': ['clip', { videoId: pair.videoAId, frameIndex: 0 }],
  'media.buildPairs': ['media.manage', { projectId }],
  'media.listPairs': ['media.read', { projectId }],
  'proposals.listModels': ['runs.read', { projectId }],
  'proposals.getModel': ['runs.read', { projectId, modelVersionId: NOWHERE }],
  'proposals.registerModel': ['runs.manage', { projectId, location: 'no-such-folder' }],
  'proposals.createRun': ['runs.manage', { projectId, modelVersionId: NOWHERE }],
  'proposals.listRuns': ['runs.read', { projectId }],
  'proposals.getRun': ['runs.read', { projectId, runId: NOWHERE }],
  'proposals.listRunVideos': ['runs.read', { projectId, runId: NOWHERE }],
  'proposals.cancelRun': ['runs.manage', { projectId, runId: NOWHERE }],
  'proposals.retryRun': ['runs.manage', { projectId, runId: NOWHERE }],
  'proposals.showRun': ['runs.manage', { projectId, runId: NOWHERE, shown: true }],
  'labelling.createTasks': ['tasks.manage', { projectId, kinds: ['frame'] }],
  'labelling.listTasks': ['tasks.read', { projectId }],
  'labelling.listClaims': ['tasks.manage', { projectId }],
  'labelling.freeClaim': ['tasks.manage', { projectId, assignmentId: NOWHERE }],
  'labelling.queueStatus': ['labelling.answer', { projectId }],
  'labelling.claimNext': ['labelling.answer', { projectId }],
  'labelling.getAssignment': ['assignee', { assignmentId }],
  'labelling.heartbeat': ['assignee', assigned],
  'labelling.saveDraft': ['assignee', { ...assigned, revision: 0, draft: answer, activeMs: 0 }],
  'labelling.submit': ['assignee', { ...assigned, operationId: NOWHERE, answer, activeMs: 0 }],
  'labelling.answerFirst': ['assignee', { ...assigned, operationId: NOWHERE, answer, activeMs: 0 }],
  'labelling.skip': ['assignee', { ...assigned, reason: 'broken' }],
  'labelling.reopen': ['assignee', { assignmentId, operationId: submitted.operationId }],
  'labelling.release': ['assignee', assigned],
  'labelling.listExamples': ['labelling.answer', { projectId }],
  'labelling.addExample': [
    'labelling.review',
    { projectId, labelKey: 'motion_blur', kind: 'positive', videoId: shownClip, frameIndex: 0, box: WHOLE },
  ],
  'labelling.removeExample': ['labelling.review', { projectId, exampleId: NOWHERE }],
  'labelling.listAnnotations': ['labelling.answer', { projectId }],
  'labelling.getAnnotation': ['labelling.answer', { projectId, annotationId: NOWHERE }],
  'labelling.review': [
    'labelling.review',
    { projectId, annotationId: NOWHERE, operationId: NOWHERE, verdict: 'accept' },
  ],
  'agreement.get': ['agreement.read', { projectId }],
  'evaluation.calibrateModel': ['runs.manage', { projectId, modelVersionId: NOWHERE, truth: 'people', version: '2' }],
  'evaluation.createEvaluation': ['runs.manage', { projectId, modelVersionId: NOWHERE, truth: 'people' }],
  'evaluation.listEvaluations': ['runs.read', { projectId }],
  'evaluation.getEvaluation': ['runs.read', { projectId, evaluationId: NOWHERE }],
  'evaluation.listComparableRuns': ['runs.read', { projectId, runId: NOWHERE }],
  'evaluation.compareRuns': ['runs.read', { projectId, runId: NOWHERE, otherRunId: projectId }],
  'evaluation.listComparedClips': ['runs.read', { projectId, runId: NOWHERE, otherRunId: projectId }],
  'evaluation.getMeasuredComparisons': ['runs.read', { projectId, runId: NOWHERE, otherRunId: projectId }],
  'evaluation.measureComparison': [
    'runs.manage',
    { projectId, runId: NOWHERE, otherRunId: projectId, truth: 'people' },
  ],
  'deletion.preview': ['media.manage', { projectId, kind: 'video', ids: [NOWHERE] }],
  'deletion.remove': ['media.manage', { projectId, kind: 'video', ids: [NOWHERE] }],
  'deletion.archiveProject': ['project.manage', { projectId: toArchive }],
  'deletion.listArchived': ['signed-in', {}],
  'deletion.unarchiveProject': ['archived', { projectId: broughtBack }],
  'deletion.previewProject': ['archived', { projectId: archived }],
  'deletion.deleteProject': ['archived', { projectId: archived, slug: 'another-one' }],
  'deletion.previewPerson': ['owner', { userId: NOWHERE }],
  'deletion.deletePerson': ['owner', { userId: NOWHERE, email: 'nobody@example.org' }],
  'deletion.exportPerson': ['owner', { userId: NOWHERE }],
  'deletion.listPersonExports': ['owner', { userId: NOWHERE }],
  'releases.createRelease': ['exports.manage', { projectId, name: 'First' }],
  'releases.listReleases': ['exports.read', { projectId }],
  'releases.getRelease': ['exports.read', { projectId, releaseId: NOWHERE }],
  'releases.listReleaseFiles': ['exports.read', { projectId, releaseId: NOWHERE }],
}

const PATHS = Object.entries(contract).flatMap(([stage, endpoints]) =>
  Object.keys(endpoints).map((name) => `${stage}.${name}`),
)

function expected(rule: Rule, who: Person, settings: { blind: Blind } = ProjectSettings.parse({})): Outcome {
  if (rule === 'anyone') return 'allowed'
  if (who === 'anonymous') return 'unauthenticated'
  if (rule === 'signed-in') return 'allowed'
  if (rule === 'owner') return who === 'owner' ? 'allowed' : 'forbidden'
  if (rule === 'archived') return who === 'admin' || who === 'owner' ? 'allowed' : 'hidden'
  if (rule === 'assignee') return who === 'annotator' ? 'allowed' : 'hidden'
  if (who === 'paused' || who === 'foreign' || who === 'owner') return 'hidden'
  if (rule === 'clip') return roleCan(who, 'media.read', settings) ? 'allowed' : 'hidden'
  return roleCan(who, rule, settings) ? 'allowed' : 'forbidden'
}

/** A refusal for anything but who one is comes after the gate, so it counts as allowed. */
function outcomeOf(error: unknown, rule: Rule, path: string): Outcome {
  if (!(error instanceof AppError)) {
    const cause = error instanceof ORPCError ? JSON.stringify(error.cause) : ''
    throw new Error(`${path} broke: ${String(error)} ${cause}`)
  }
  if (error.code === 'forbidden' && error.reason === 'scope') return 'scope'
  if (error.code === 'unauthenticated' || error.code === 'forbidden') return error.code
  const isHidden =
    error.code === 'not-found' &&
    (rule === 'assignee' || rule === 'clip' || error.message === notFound('project').message)
  return isHidden ? 'hidden' : 'allowed'
}

type Callable = (input: unknown) => Promise<unknown>

async function attempt(path: string, ctx: Context): Promise<Outcome> {
  const [rule, input] = ENDPOINTS[path] ?? ['owner', undefined]
  const client = createRouterClient(router, { context: { ctx } })
  const [stage = '', name = ''] = path.split('.')
  const endpoint = (client as unknown as Record<string, Record<string, Callable>>)[stage]?.[name]
  if (!endpoint) throw new Error(`the router has no ${path}`)
  try {
    await endpoint(input)
    return 'allowed'
  } catch (error) {
    return outcomeOf(error, rule, path)
  }
}

test('every endpoint of the contract is in the table, and nothing else', () => {
  expect(Object.keys(ENDPOINTS).sort()).toEqual(PATHS.sort())
})

test('sign-in is checked before the body of all operations but those that are open to anyone', () => {
  const open = Object.entries(contract).flatMap(([stage, endpoints]) =>
    Object.entries(endpoints).flatMap(
      ([
        name,
        {
          '~orpc': { meta },
        },
      ]) => (meta.access === 'anyone' ? [`${stage}.${name}`] : []),
    ),
  )
  expect(open.sort()).toEqual(PATHS.filter((path) => ENDPOINTS[path]?.[0] === 'anyone').sort())
})

test.each(PATHS)('%s lets in whom it should and nobody else', async (path) => {
  const rule = ENDPOINTS[path]?.[0] ?? 'owner'
  const outcomes: [Person, Outcome][] = []
  // Those who may not come first: what they did would show in the answers of those who may.
  for (const who of EVERYBODY.toReversed()) {
    // Whoever brought the archived project back leaves none for the next.
    if (path === 'deletion.unarchiveProject') {
      await db.project.update({ where: { id: broughtBack }, data: { archivedAt: new Date() } })
    }
    outcomes.push([who, await attempt(path, ctxOf(who))])
  }
  expect(outcomes).toEqual(EVERYBODY.toReversed().map((who) => [who, expected(rule, who)]))
})

test('[BL2] where only annotators are blind, reviewers read what names generators', async () => {
  const where = { id: projectId }
  const { settings } = await db.project.findUniqueOrThrow({ where })
  await db.project.update({ where, data: { settings: { blind: 'annotators' } } })
  for (const [path, [rule]] of Object.entries(ENDPOINTS)) {
    if (rule !== 'media.read' && rule !== 'runs.read') continue
    for (const who of EVERYBODY) {
      expect([path, who, await attempt(path, ctxOf(who))]).toEqual([
        path,
        who,
        expected(rule, who, { blind: 'annotators' }),
      ])
    }
  }
  await db.project.update({ where, data: { settings: settings ?? {} } })
})

/** What needs neither a role nor an owner. */
const OF_ONESELF: readonly Rule[] = ['anyone', 'signed-in', 'assignee', 'clip']

test.each(PATHS.filter((path) => !OF_ONESELF.includes(ENDPOINTS[path]?.[0] ?? 'owner')))(
  '[US9] %s is closed to owners and admins without a second factor where one is required',
  async (path) => {
    const rule = ENDPOINTS[path]?.[0] ?? 'owner'
    await db.project.update({ where: { id: broughtBack }, data: { archivedAt: new Date() } })
    await db.project.update({ where: { id: toArchive }, data: { archivedAt: null } })
    const settings = env()
    settings.FRAMEJURY_REQUIRE_TOTP = 'admins'
    try {
      for (const who of ['admin', 'owner'] as const) {
        const mayOtherwise = expected(rule, who) === 'allowed'
        if (mayOtherwise) expect([who, await attempt(path, ctxOf(who))]).toEqual([who, 'forbidden'])
      }
    } finally {
      settings.FRAMEJURY_REQUIRE_TOTP = 'nobody'
    }
  },
)

test('a refused call leaves no trace in the audit trail', async () => {
  for (const who of ['paused', 'foreign'] as const) {
    expect(await db.auditEvent.count({ where: { projectId, actorId: team.userId(who) } })).toBe(0)
  }
})

const PROBED_TOKENS = ['annotator', 'admin'] as const

test.each(PATHS)('[TK1] [TK3] %s needs its scope of a token, which opens no more than the role', async (path) => {
  const rule = ENDPOINTS[path]?.[0] ?? 'owner'
  const need = scopeNeedOf(path)
  for (const who of PROBED_TOKENS) {
    for (const scope of TokenScope.options) {
      const lacks = need !== 'none' && need !== scope
      // What archives, brings back and deletes was done above, and cannot be done twice.
      if (!lacks && (rule === 'archived' || path === 'deletion.archiveProject')) continue
      const actor = { type: 'token', userId: team.userId(who), tokenId: NOWHERE, scopes: [scope] } as const
      const outcome = await attempt(path, { ...team.ctx(who), actor })
      expect([who, scope, outcome]).toEqual([who, scope, lacks ? 'scope' : expected(rule, who)])
    }
  }
})

/** The cookie of a new session of a new admin of the project, as the browser sends it. */
async function newSession(): Promise<{ userId: string; sessionId: string; headers: Headers }> {
  const { id: userId } = await createMember(db, projectId, 'admin')
  const ctx = contextFor(db, { type: 'anonymous' })
  const { id: sessionId, secret } = await startSession(db, ctx, { userId, epoch: 0, agent: 'test' })
  const cookie = await encode({ token: { secret }, secret: process.env.AUTH_SECRET ?? '' })
  return { userId, sessionId, headers: new Headers({ cookie: `next-auth.session-token=${cookie}` }) }
}

type Session = { userId: string; sessionId: string }
const ENDINGS: Record<string, (session: Session) => Promise<unknown>> = {
  revoked: ({ sessionId }) => db.session.delete({ where: { id: sessionId } }),
  expired: ({ sessionId }) => db.session.update({ where: { id: sessionId }, data: { endsAt: new Date(0) } }),
  ended: ({ userId }) => db.user.update({ where: { id: userId }, data: { sessionEpoch: 1 } }),
  disabled: ({ userId }) => db.user.update({ where: { id: userId }, data: { disabledAt: new Date() } }),
}

test.each(Object.keys(ENDINGS))('a session that is %s opens what is open to anyone, and nothing else', async (kind) => {
  const session = await newSession()
  expect((await requestContext(session.headers)).actor).toMatchObject({ type: 'user', userId: session.userId })
  await ENDINGS[kind]?.(session)
  const ctx = { ...(await requestContext(session.headers)), db }
  for (const path of PATHS) {
    const rule = ENDPOINTS[path]?.[0] ?? 'owner'
    expect([path, await attempt(path, ctx)]).toEqual([path, expected(rule, 'anonymous')])
  }
})

test('[TK4] a token that is revoked, expired or unknown is refused before any operation', async () => {
  const { id } = await createMember(db, projectId, 'admin')
  const ctx = contextFor(db, { id })
  const ask = (secret: string) => requestContext(new Headers({ authorization: `Bearer ${secret}` }))
  const { secret, token } = await createToken({ ctx, input: { name: 'probe' } })
  expect((await ask(secret)).actor).toMatchObject({ type: 'token', userId: id, scopes: ['read'] })
  await db.apiToken.update({ where: { id: token.id }, data: { expiresAt: new Date() } })
  await expect(ask(secret)).rejects.toMatchObject({ code: 'unauthenticated', reason: 'token-expired' })
  await revokeToken({ ctx, input: { tokenId: token.id } })
  await expect(ask(secret)).rejects.toMatchObject({ code: 'unauthenticated', reason: 'token-revoked' })
  await expect(ask('fj_guess')).rejects.toMatchObject({ code: 'unauthenticated', reason: 'token-unknown' })
})
