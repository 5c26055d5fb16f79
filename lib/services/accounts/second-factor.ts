import {
  ConfirmSecondFactor,
  OfAccount,
  ProveSecondFactor,
  type SecondFactor,
  StartSecondFactor,
} from '@/lib/contracts/http/credentials'
import type { AuditVerb } from '@/lib/domain/accounts'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx, User } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { conflict, invalid, notFound, unauthenticated } from '@/lib/platform/errors'
import { seal } from '@/lib/platform/secrets'
import { requireBrowser, requireOwner } from './access'
import { requirePassword } from './check-password'
import { countTry, forgetTries } from './count-try'
import { endAllSessions } from './session-rows'
import { newRecoveryCodes, newTotpSecret, recoveryHash, sealOf, takeCode, totpUri } from './totp'

const OFF = { totpSecret: null, totpSince: null, totpLastStep: null } as const

function auditFactor(tx: Tx, ctx: Context, verb: AuditVerb, userId: string): Promise<void> {
  return audit(tx, ctx, { projectId: null, verb, entityId: userId })
}

async function writeRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = newRecoveryCodes()
  await tx.recoveryCode.deleteMany({ where: { userId } })
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ userId, hash: recoveryHash(code) })) })
  return codes
}

/** Runs the work with a right code, in one transaction; tries count even when it is wrong. */
async function withCode<T>(ctx: Context, user: User, code: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const attempt = { kind: 'code', account: user.id, device: null } as const
  await countTry(ctx, attempt)
  const done = await withTransaction(ctx, async (tx) => {
    if (await takeCode(tx, ctx, user, code)) return work(tx)
    throw invalid(
      'code',
      'code: this code is wrong or was already used. Wait for the next one and check the clock of your phone.',
    )
  })
  await forgetTries(ctx, attempt)
  return done
}

export async function getSecondFactor({ ctx }: Verb<unknown>): Promise<SecondFactor> {
  const { userId } = requireBrowser(ctx)
  const user = await ctx.db.user.findUnique({
    where: { id: userId },
    include: { _count: { select: { recovery: true } }, memberships: { where: { role: 'admin' }, take: 1 } },
  })
  if (!user) throw unauthenticated()
  return {
    on: user.totpSince !== null,
    since: user.totpSince?.toISOString() ?? null,
    recoveryCodesLeft: user._count.recovery,
    required: env().FRAMEJURY_REQUIRE_TOTP === 'admins' && (user.isOwner || user.memberships.length > 0),
  }
}

/** Makes a secret for an authenticator. It asks for nothing until a first code confirms it. */
export async function startSecondFactor({
  ctx,
  input,
}: Verb<StartSecondFactor>): Promise<{ secret: string; uri: string }> {
  const { password } = StartSecondFactor.parse(input)
  const { id, email } = await requirePassword(ctx, requireBrowser(ctx).userId, password)
  const secret = newTotpSecret()
  const data = { totpSecret: seal(sealOf(id), secret), totpLastStep: null }
  const { count } = await ctx.db.user.updateMany({ where: { id, totpSince: null }, data })
  if (count === 0) throw conflict('on', 'Your second factor is already on. Turn it off before you set up another one.')
  return { secret, uri: totpUri(secret, email) }
}

/** Turns the second factor on with a first code. Other sessions end, because they began without it. */
export async function confirmSecondFactor({
  ctx,
  input,
}: Verb<ConfirmSecondFactor>): Promise<{ recoveryCodes: string[] }> {
  const { code } = ConfirmSecondFactor.parse(input)
  const { userId, sessionId } = requireBrowser(ctx)
  const user = await ctx.db.user.findUnique({ where: { id: userId } })
  if (!user?.totpSecret || user.totpSince) throw conflict('not-started', 'Start again: there is no secret to confirm.')
  return withCode(ctx, user, code, async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: userId, totpSince: null, totpSecret: user.totpSecret },
      data: { totpSince: ctx.now() },
    })
    if (count === 0) throw conflict('on', 'Your second factor was turned on just now, in another window.')
    await endAllSessions(tx, userId, sessionId)
    await auditFactor(tx, ctx, 'second-factor.on', userId)
    return { recoveryCodes: await writeRecoveryCodes(tx, userId) }
  })
}

async function requireOn(ctx: Context, password: string): Promise<User> {
  const user = await requirePassword(ctx, requireBrowser(ctx).userId, password)
  if (!user.totpSince) throw conflict('off', 'You have no second factor. Turn one on first.')
  return user
}

export async function renewRecoveryCodes({
  ctx,
  input,
}: Verb<ProveSecondFactor>): Promise<{ recoveryCodes: string[] }> {
  const { password, code } = ProveSecondFactor.parse(input)
  const user = await requireOn(ctx, password)
  return withCode(ctx, user, code, async (tx) => {
    await auditFactor(tx, ctx, 'second-factor.renew-codes', user.id)
    return { recoveryCodes: await writeRecoveryCodes(tx, user.id) }
  })
}

async function turnOff(tx: Tx, ctx: Context, userId: string): Promise<void> {
  const { count } = await tx.user.updateMany({ where: { id: userId, totpSince: { not: null } }, data: OFF })
  if (count === 0) throw conflict('off', 'This person has no second factor.')
  await tx.recoveryCode.deleteMany({ where: { userId } })
  await auditFactor(tx, ctx, 'second-factor.off', userId)
}

export async function turnOffSecondFactor({ ctx, input }: Verb<ProveSecondFactor>): Promise<{ done: true }> {
  const { password, code } = ProveSecondFactor.parse(input)
  const user = await requireOn(ctx, password)
  return withCode(ctx, user, code, async (tx) => {
    await turnOff(tx, ctx, user.id)
    return { done: true }
  })
}

/**
 * An owner helps someone who lost their authenticator and codes; an open reset link is closed, so that one link does
 * not replace both factors.
 */
export async function turnOffSecondFactorOf({ ctx, input }: Verb<OfAccount>): Promise<{ done: true }> {
  const { userId } = OfAccount.parse(input)
  return withTransaction(ctx, async (tx) => {
    const ownerId = await requireOwner(tx, ctx)
    if (ownerId === userId) throw invalid('self', 'Turn off your own second factor under Account, with a code.')
    if (!(await tx.user.findUnique({ where: { id: userId } }))) throw notFound('person')
    await turnOff(tx, ctx, userId)
    await endAllSessions(tx, userId)
    await tx.resetLink.deleteMany({ where: { userId } })
    return { done: true }
  })
}
