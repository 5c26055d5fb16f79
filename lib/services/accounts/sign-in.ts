import { z } from 'zod'
import { audit } from '@/lib/platform/audit'
import { type Verb, withTransaction } from '@/lib/platform/context'
import { findByPassword } from './check-password'
import { knownDevice, rememberDevice } from './known-device'
import { startSession } from './session-rows'
import { sweepAccounts } from './sweep-accounts'

const Input = z.object({
  email: z.string().max(300),
  password: z.string().max(200),
  agent: z.string(),
  /** Secret that the browser keeps since an earlier sign-in. */
  device: z.string().nullable(),
})

export type SignInResult =
  | { result: 'signed-in'; userId: string; sessionId: string; secret: string; device: string }
  /** Unknown, disabled and wrong look the same. */
  | { result: 'wrong' }

/**
 * Signs a person in: a new session with a new secret.
 * @returns `wrong` when address and password do not fit together
 * @throws AppError rate-limited
 */
export async function signIn({ ctx, input }: Verb<z.infer<typeof Input>>): Promise<SignInResult> {
  const parsed = Input.safeParse(input)
  if (!parsed.success) return { result: 'wrong' }
  const { email, password, agent, device } = parsed.data
  const user = await findByPassword(ctx, { email, password, device: (userId) => knownDevice(ctx, userId, device) })
  if (!user) return { result: 'wrong' }
  const known = await knownDevice(ctx, user.id, device)
  const done = await withTransaction(ctx, async (tx) => {
    const session = await startSession(tx, ctx, { userId: user.id, epoch: user.sessionEpoch, agent })
    const kept = await rememberDevice(tx, ctx, user.id, known ? device : null)
    await audit(
      tx,
      { ...ctx, actor: { type: 'user', userId: user.id, sessionId: session.id } },
      { projectId: null, verb: 'session.start', entityType: 'session', entityId: session.id },
    )
    return {
      result: 'signed-in' as const,
      userId: user.id,
      sessionId: session.id,
      secret: session.secret,
      device: kept,
    }
  })
  await sweepAccounts(ctx)
  return done
}
