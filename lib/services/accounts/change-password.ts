import { ChangePassword } from '@/lib/contracts/http/credentials'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import { conflict, invalid } from '@/lib/platform/errors'
import { hashPassword } from '@/lib/platform/secrets'
import { requireBrowser } from './access'
import { requirePassword } from './check-password'
import { revokeTokensOf } from './revoke-token'
import { endAllSessions } from './session-rows'

/** Sets a new password; every session but this one ends, and open reset links close. Source: docs/spec/accounts.md [US5] */
export async function changePassword({ ctx, input }: Verb<ChangePassword>): Promise<{ done: true }> {
  const { current, password, revokeTokens } = ChangePassword.parse(input)
  const { userId, sessionId } = requireBrowser(ctx)
  const user = await requirePassword(ctx, userId, current)
  if (password === current) throw invalid('same', 'password: this is your current password. Choose another one.')
  const passwordHash = await hashPassword(password)
  return withTransaction(ctx, async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: userId, passwordHash: user.passwordHash, disabledAt: null },
      data: { passwordHash },
    })
    if (count === 0) throw conflict('changed', 'Your password was changed just now. Try again with the new one.')
    const sessions = await endAllSessions(tx, userId, sessionId)
    const tokens = revokeTokens ? await revokeTokensOf(tx, ctx, userId) : 0
    await tx.resetLink.deleteMany({ where: { userId } })
    await audit(tx, ctx, {
      projectId: null,
      verb: 'password.change',
      entityId: userId,
      difference: { sessions, tokens },
    })
    return { done: true }
  })
}
