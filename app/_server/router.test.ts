import { createRouterClient } from '@orpc/server'
import { describe, expect, test } from 'vitest'
import { openApiDocument } from '@/app/_server/openapi'
import { OPERATION_SCOPES } from '@/lib/contracts/http/scopes'
import { TokenScope } from '@/lib/domain/accounts'
import { contextFor } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createTeam } from '@/tests/setup/team'
import { router } from './router'

const { db } = await testDatabase()
const team = await createTeam(db)
const { projectId } = team

function withScopes(...scopes: TokenScope[]) {
  const ctx = contextFor(db, { type: 'token', userId: team.userId('admin'), tokenId: projectId, scopes })
  return createRouterClient(router, { context: { ctx } })
}

describe('a token at the door of the API', () => {
  test('[TK3] is refused with the name of the scope that it lacks, before its input is looked at', async () => {
    const call = withScopes('read', 'label').media.openImport({ projectId: 'no id', source: '' })
    await expect(call).rejects.toMatchObject({
      code: 'forbidden',
      reason: 'scope',
      message: expect.stringContaining('no scope "import"'),
    })
  })

  test('[TK2] makes, lists and revokes no token, changes nobody’s role and invites nobody', async () => {
    const client = withScopes(...TokenScope.options)
    const membershipId = await team.membershipId('annotator')
    const calls = [
      () => client.accounts.createToken({ name: 'child' }),
      () => client.accounts.listTokens({}),
      () => client.accounts.revokeToken({ tokenId: projectId }),
      () => client.accounts.updateMember({ projectId, membershipId, role: 'admin' }),
      () => client.accounts.createInvitation({ projectId, email: 'friend@example.org', role: 'admin' }),
    ]
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'forbidden', reason: 'scope' })
    expect(await db.apiToken.count()).toBe(0)
    expect(await db.invitation.count()).toBe(0)
  })

  test('[TK1] opens nothing that its person’s role does not', async () => {
    const ctx = contextFor(db, {
      type: 'token',
      userId: team.userId('annotator'),
      tokenId: projectId,
      scopes: TokenScope.options,
    })
    const client = createRouterClient(router, { context: { ctx } })
    await expect(client.media.listVideos({ projectId })).rejects.toMatchObject({ code: 'forbidden', reason: 'role' })
    await expect(client.accounts.me()).resolves.toMatchObject({ user: { id: team.userId('annotator') } })
  })
})

test('[TK2] the OpenAPI document says for every operation which scope it needs, as the table does', async () => {
  const { paths = {} } = await openApiDocument()
  const said: Record<string, unknown> = {}
  for (const operations of Object.values(paths)) {
    for (const operation of Object.values(operations ?? {})) {
      if (typeof operation !== 'object' || !('operationId' in operation)) continue
      const { operationId = '', security = [] } = operation
      const need = Object.entries(operation).find(([name]) => name === 'x-scope')?.[1]
      said[operationId] = need
      const forTokens = security.flatMap((requirement) => (requirement.token ? [requirement.token] : []))
      if (need === 'session') expect(forTokens, operationId).toEqual([])
      if (need !== 'session' && need !== 'none') expect(forTokens, operationId).toEqual([[need]])
    }
  }
  expect(said).toEqual(OPERATION_SCOPES)
})
