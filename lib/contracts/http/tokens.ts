import { z } from 'zod'
import { DEFAULT_TOKEN_DAYS, TOKEN_DAYS, TokenScope, TokenState } from '@/lib/domain/accounts'
import { StorableText } from '@/lib/domain/shared'
import { Done, endpoint, Id, Page, ProjectPage, pageOf, Timestamp } from './common'

const tags = ['accounts']

/** A token as its person sees it; the secret is never in it. */
export const TokenView = z.object({
  id: Id,
  name: z.string(),
  /** The first characters of the secret, to distinguish tokens. */
  prefix: z.string(),
  scopes: z.array(TokenScope),
  state: TokenState,
  createdAt: Timestamp,
  expiresAt: Timestamp,
  lastUsedAt: Timestamp.nullable(),
  /** The network address of the last use; null where it is not known. */
  lastUsedAddress: z.string().nullable(),
  revokedAt: Timestamp.nullable(),
})
export type TokenView = z.infer<typeof TokenView>

/** A token as those see it who keep a project or the installation. */
export const PersonTokenView = TokenView.extend({
  person: z.object({ id: Id, name: z.string(), email: z.string() }),
})
export type PersonTokenView = z.infer<typeof PersonTokenView>

export const CreateToken = z.object({
  name: StorableText.trim().min(1).max(80),
  /** Give a script only what it needs. */
  scopes: z.array(TokenScope).min(1, 'Choose at least one scope.').max(TokenScope.options.length).default(['read']),
  expiresInDays: z.literal(TOKEN_DAYS, 'Choose 7, 30, 90 or 365 days.').default(DEFAULT_TOKEN_DAYS),
})
export type CreateToken = z.infer<typeof CreateToken>
export const RevokeToken = z.object({ tokenId: Id })
export type RevokeToken = z.infer<typeof RevokeToken>
export const ListTokens = Page.extend({ state: TokenState.optional() })
export type ListTokens = z.infer<typeof ListTokens>
export const ListProjectTokens = ProjectPage.extend({ state: TokenState.optional() })
export type ListProjectTokens = z.infer<typeof ListProjectTokens>

/** Part of the accounts. No token may call any of these. */
export const tokens = {
  listTokens: endpoint
    .route({ method: 'GET', path: '/tokens', summary: 'List your API tokens, newest first', tags })
    .input(ListTokens)
    .output(pageOf(TokenView)),
  createToken: endpoint
    .route({ method: 'POST', path: '/tokens', summary: 'Create an API token; its secret is shown once', tags })
    .input(CreateToken)
    .output(z.object({ token: TokenView, secret: z.string() })),
  revokeToken: endpoint
    .route({
      method: 'DELETE',
      path: '/tokens/{tokenId}',
      summary: 'Revoke an API token: your own, or one of a person whom you manage',
      tags,
    })
    .input(RevokeToken)
    .output(Done),
  listProjectTokens: endpoint
    .route({
      method: 'GET',
      path: '/projects/{projectId}/tokens',
      summary: 'List the API tokens of the members, newest first',
      tags,
    })
    .input(ListProjectTokens)
    .output(pageOf(PersonTokenView)),
  listAllTokens: endpoint
    .route({
      method: 'GET',
      path: '/instance/tokens',
      summary: 'List the API tokens of everyone, newest first; for owners',
      tags,
    })
    .input(ListTokens)
    .output(pageOf(PersonTokenView)),
}
