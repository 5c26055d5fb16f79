import { z } from 'zod'
import { Email, Password } from '@/lib/domain/accounts'
import { StorableText } from '@/lib/domain/shared'
import { endpoint } from './common'

/** The first account of an installation. */
export const SetUp = z.object({
  /** The code that the terminal printed. */
  code: z.string().trim().min(1, 'Give the code that the terminal printed.').max(40),
  name: StorableText.trim().min(1).max(120),
  email: Email,
  password: Password,
})
export type SetUp = z.infer<typeof SetUp>

/** Part of the accounts. */
export const setup = {
  setUp: endpoint
    .meta({ access: 'anyone' })
    .route({
      method: 'POST',
      path: '/setup',
      summary: 'Make the first account, an owner, with the code of the terminal; needs no token',
      tags: ['accounts'],
      spec: (operation) => ({ ...operation, security: [] }),
    })
    .input(SetUp)
    .output(z.object({ email: z.string() })),
}
