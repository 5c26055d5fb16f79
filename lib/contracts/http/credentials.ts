import { z } from 'zod'
import { Email, Password } from '@/lib/domain/accounts'
import { StorableText } from '@/lib/domain/shared'
import { Done, endpoint, Id, LinkSecret, Page, pageOf, Timestamp } from './common'

const tags = ['sign-in']

/** The password that the caller has now, asked again before they change how they sign in. */
const OwnPassword = z.string().min(1, 'Give your password.').max(200)
/** Six digits of an authenticator, or a recovery code; spaces and hyphens are allowed anywhere. */
const Code = z.string().trim().min(6, 'A code has six digits; a recovery code has sixteen letters and digits.').max(40)

const AccountState = z.enum(['active', 'disabled'])

export const ChangePassword = z.object({
  current: OwnPassword,
  password: Password,
  /** Revokes the API tokens too. */
  revokeTokens: z.boolean().default(false),
})
export type ChangePassword = z.infer<typeof ChangePassword>
export const ChangeEmail = z.object({ email: Email, password: OwnPassword })
export type ChangeEmail = z.infer<typeof ChangeEmail>

export const CreateResetLink = z.object({ userId: Id })
export type CreateResetLink = z.infer<typeof CreateResetLink>
export const ReadResetLink = z.object({ secret: LinkSecret })
export type ReadResetLink = z.infer<typeof ReadResetLink>
export const ResetPassword = z.object({
  secret: LinkSecret,
  password: Password,
  revokeTokens: z.boolean().default(false),
})
export type ResetPassword = z.infer<typeof ResetPassword>

export const SecondFactor = z.object({
  on: z.boolean(),
  since: Timestamp.nullable(),
  recoveryCodesLeft: z.int(),
  /** This instance lets owners and admins act only with a second factor. */
  required: z.boolean(),
})
export type SecondFactor = z.infer<typeof SecondFactor>
export const StartSecondFactor = z.object({ password: OwnPassword })
export type StartSecondFactor = z.infer<typeof StartSecondFactor>
export const ConfirmSecondFactor = z.object({ code: Code })
export type ConfirmSecondFactor = z.infer<typeof ConfirmSecondFactor>
export const ProveSecondFactor = z.object({ password: OwnPassword, code: Code })
export type ProveSecondFactor = z.infer<typeof ProveSecondFactor>
const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })

export const AccountView = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  isOwner: z.boolean(),
  state: AccountState,
  secondFactor: z.boolean(),
  sessions: z.int(),
  projects: z.int(),
  lastSeenAt: Timestamp.nullable(),
  createdAt: Timestamp,
})
export type AccountView = z.infer<typeof AccountView>
export const ListAccounts = Page.extend({
  /** Part of a name or an address. */
  search: StorableText.trim().max(200).optional(),
  state: AccountState.optional(),
})
export type ListAccounts = z.infer<typeof ListAccounts>
export const UpdateAccount = z.object({
  userId: Id,
  state: AccountState.optional(),
  isOwner: z.boolean().optional(),
})
export type UpdateAccount = z.infer<typeof UpdateAccount>
export const OfAccount = z.object({ userId: Id })
export type OfAccount = z.infer<typeof OfAccount>

export const credentials = {
  changePassword: endpoint
    .route({ method: 'PUT', path: '/me/password', summary: 'Change your password; ends your other sessions', tags })
    .input(ChangePassword)
    .output(Done),
  changeEmail: endpoint
    .route({ method: 'PUT', path: '/me/email', summary: 'Change your e-mail address', tags })
    .input(ChangeEmail)
    .output(z.object({ email: z.string() })),
  getSecondFactor: endpoint
    .route({ method: 'GET', path: '/me/second-factor', summary: 'Whether you sign in with a second factor', tags })
    .output(SecondFactor),
  startSecondFactor: endpoint
    .route({
      method: 'POST',
      path: '/me/second-factor',
      summary: 'Get a secret for an authenticator; a first code turns it on',
      tags,
    })
    .input(StartSecondFactor)
    .output(z.object({ secret: z.string(), uri: z.string() })),
  confirmSecondFactor: endpoint
    .route({
      method: 'POST',
      path: '/me/second-factor/confirm',
      summary: 'Turn the second factor on; recovery codes are shown once',
      tags,
    })
    .input(ConfirmSecondFactor)
    .output(RecoveryCodes),
  renewRecoveryCodes: endpoint
    .route({
      method: 'POST',
      path: '/me/second-factor/recovery-codes',
      summary: 'Get new recovery codes; the old ones stop working',
      tags,
    })
    .input(ProveSecondFactor)
    .output(RecoveryCodes),
  turnOffSecondFactor: endpoint
    .route({ method: 'POST', path: '/me/second-factor/off', summary: 'Turn your second factor off', tags })
    .input(ProveSecondFactor)
    .output(Done),
  createResetLink: endpoint
    .route({
      method: 'POST',
      path: '/accounts/{userId}/reset-link',
      summary: 'Make a link with which a person sets a new password; shown once',
      tags,
    })
    .input(CreateResetLink)
    .output(z.object({ link: z.string(), expiresAt: Timestamp })),
  readResetLink: endpoint
    .meta({ access: 'anyone' })
    .route({
      method: 'POST',
      path: '/password-resets/read',
      summary: 'Whose password a link sets; needs no token',
      tags,
      spec: (operation) => ({ ...operation, security: [] }),
    })
    .input(ReadResetLink)
    .output(z.object({ email: z.string() })),
  resetPassword: endpoint
    .meta({ access: 'anyone' })
    .route({
      method: 'POST',
      path: '/password-resets',
      summary: 'Set a new password with a link; needs no token',
      tags,
      spec: (operation) => ({ ...operation, security: [] }),
    })
    .input(ResetPassword)
    .output(z.object({ email: z.string() })),
  listAccounts: endpoint
    .route({ method: 'GET', path: '/accounts', summary: 'List all people, newest first; for owners', tags })
    .input(ListAccounts)
    .output(pageOf(AccountView)),
  updateAccount: endpoint
    .route({
      method: 'PATCH',
      path: '/accounts/{userId}',
      summary: 'Disable or enable a person, make or unmake an owner; for owners',
      tags,
    })
    .input(UpdateAccount)
    .output(Done),
  endSessionsOf: endpoint
    .route({
      method: 'POST',
      path: '/accounts/{userId}/end-sessions',
      summary: 'End all sessions of a person; for owners',
      tags,
    })
    .input(OfAccount)
    .output(z.object({ ended: z.int() })),
  turnOffSecondFactorOf: endpoint
    .route({
      method: 'POST',
      path: '/accounts/{userId}/second-factor/off',
      summary: 'Turn off the second factor of a person who lost it; for owners',
      tags,
    })
    .input(OfAccount)
    .output(Done),
}

/** The first account of an installation. */
export const SetUp = z.object({
  /** The code that the terminal printed. */
  code: z.string().trim().min(1, 'Enter the code that the terminal printed.').max(40),
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
      summary: 'Create the first account, an owner, with the code from the terminal; needs no token',
      tags: ['accounts'],
      spec: (operation) => ({ ...operation, security: [] }),
    })
    .input(SetUp)
    .output(z.object({ email: z.string() })),
}
