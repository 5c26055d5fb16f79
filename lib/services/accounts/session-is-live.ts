import { z } from 'zod'
import type { Verb } from '@/lib/platform/context'

const Input = z.object({ userId: z.string(), epoch: z.int() })

/** Whether a session's person still exists, is not disabled and has not ended all sessions since. */
export async function sessionIsLive({ ctx, input }: Verb<z.infer<typeof Input>>): Promise<boolean> {
  const { userId, epoch } = Input.parse(input)
  if (!z.uuid().safeParse(userId).success) return false
  const user = await ctx.db.user.findUnique({ where: { id: userId, disabledAt: null }, select: { sessionEpoch: true } })
  return user?.sessionEpoch === epoch
}
