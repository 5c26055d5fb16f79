import { z } from 'zod'
import { DEVICE_KNOWN_MS } from '@/lib/domain/accounts'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx, User } from '@/lib/platform/db'
import { createSecret, hashSecret } from '@/lib/platform/secrets'
import { findByPassword } from './check-password'
import { countTry, forgetTries } from './count-try'
import { startSession } from './session-rows'
import { sweepAccounts } from './sweep-accounts'
import { takeCode } from './totp'

/** Devices of one person that are remembered; the oldest are forgotten first. */
const MOST_DEVICES = 20

/** The hash of a browser's secret when this person signed in with it in the last 90 days, else null. */
export async function knownDevice(ctx: Context, userId: string, secret: string | null): Promise<string | null> {
  if (!secret || secret.length > 200) return null
  const secretHash = hashSecret(secret)
  const since = new Date(ctx.now().getTime() - DEVICE_KNOWN_MS)
  const found = await ctx.db.knownDevice.findUnique({
    where: { userId_secretHash: { userId, secretHash }, lastSeenAt: { gt: since } },
  })
  return found ? secretHash : null
}

/** Remembers the browser that a person signs in with. @returns the secret that it keeps */
async function rememberDevice(tx: Tx, ctx: Context, userId: string, known: string | null): Promise<string> {
  const secret = known ?? createSecret('device')
  const secretHash = hashSecret(secret)
  const lastSeenAt = ctx.now()
  await tx.knownDevice.upsert({
    where: { userId_secretHash: { userId, secretHash } },
    create: { userId, secretHash, lastSeenAt },
    update: { lastSeenAt },
  })
  const old = await tx.knownDevice.findMany({ where: { userId }, orderBy: { lastSeenAt: 'desc' }, skip: MOST_DEVICES })
  if (old.length > 0) {
    await tx.knownDevice.deleteMany({ where: { userId, secretHash: { in: old.map((device) => device.secretHash) } } })
  }
  return secret
}

const Input = z.object({
  email: z.string().max(300),
  password: z.string().max(200),
  /** Of the second factor; empty where none was asked for yet. */
  code: z.string().max(40),
  agent: z.string(),
  /** Secret that the browser keeps since an earlier sign-in. */
  device: z.string().nullable(),
})

export type SignInResult =
  | { result: 'signed-in'; userId: string; sessionId: string; secret: string; device: string }
  /** Unknown, disabled and wrong look the same. */
  | { result: 'wrong' }
  /** The password was right, and a code of the second factor is asked for, or was wrong. */
  | { result: 'code-needed' | 'code-wrong' }

type Found = { user: User; agent: string; device: string | null; knownHash: string | null }

/** Starts the session in the transaction that takes in the code, so that a code opens one session. */
async function start(ctx: Context, { user, agent, device, knownHash }: Found, code: string): Promise<SignInResult> {
  return withTransaction(ctx, async (tx) => {
    if (user.totpSince && !(await takeCode(tx, ctx, user, code))) return { result: 'code-wrong' }
    const session = await startSession(tx, ctx, { userId: user.id, epoch: user.sessionEpoch, agent })
    const kept = await rememberDevice(tx, ctx, user.id, knownHash ? device : null)
    await audit(
      tx,
      { ...ctx, actor: { type: 'user', userId: user.id, sessionId: session.id } },
      { projectId: null, verb: 'session.start', entityId: session.id },
    )
    return { result: 'signed-in', userId: user.id, sessionId: session.id, secret: session.secret, device: kept }
  })
}

async function startWithCode(ctx: Context, found: Found, code: string): Promise<SignInResult> {
  if (code.trim() === '') return { result: 'code-needed' }
  const attempt = { kind: 'code', account: found.user.id, device: found.knownHash } as const
  await countTry(ctx, attempt)
  const done = await start(ctx, found, code)
  if (done.result === 'signed-in') await forgetTries(ctx, attempt)
  return done
}

/**
 * Signs a person in: a new session with a new secret. Source: docs/spec/accounts.md [US2] [US8]
 * @returns `wrong` when address and password do not fit together
 * @throws AppError rate-limited
 */
export async function signIn({ ctx, input }: Verb<z.infer<typeof Input>>): Promise<SignInResult> {
  const parsed = Input.safeParse(input)
  if (!parsed.success) return { result: 'wrong' }
  const { email, password, code, agent, device } = parsed.data
  const user = await findByPassword(ctx, { email, password, device: (userId) => knownDevice(ctx, userId, device) })
  if (!user) return { result: 'wrong' }
  const found = { user, agent, device, knownHash: await knownDevice(ctx, user.id, device) }
  const done = user.totpSince ? await startWithCode(ctx, found, code) : await start(ctx, found, code)
  if (done.result === 'signed-in') await sweepAccounts(ctx)
  return done
}
