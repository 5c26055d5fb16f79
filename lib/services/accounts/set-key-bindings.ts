import { SetKeyBindings } from '@/lib/contracts/http/accounts'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import { requireUserId } from './access'

/** Keeps the caller's own keys of the labelling screen, wherever they sign in; `{}` goes back to the usual ones. */
export async function setKeyBindings({ ctx, input }: Verb<SetKeyBindings>): Promise<SetKeyBindings> {
  const { keyBindings } = SetKeyBindings.parse(input)
  const userId = requireUserId(ctx)
  return withTransaction(ctx, async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { keyBindings } })
    await audit(tx, ctx, { projectId: null, verb: 'user.keys', entityId: userId, difference: { keyBindings } })
    return { keyBindings }
  })
}
