import { expect, test } from 'vitest'
import { contextFor, createUser } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createToken } from './create-token'
import { findTokenActor } from './find-token-actor'
import { getMe } from './get-me'
import { listTokens } from './list-tokens'
import { revokeToken } from './revoke-token'

const { db } = await testDatabase()
const stranger = contextFor(db, { type: 'anonymous' })

async function personWithToken() {
  const user = await createUser(db)
  const ctx = contextFor(db, user)
  return { user, ctx, ...(await createToken({ ctx, input: { name: 'nightly export' } })) }
}

test('makes a token that acts as its maker, stores only its hash, and audits', async () => {
  const { user, ctx, token, secret } = await personWithToken()
  const actor = await findTokenActor({ ctx: stranger, input: { secret } })
  expect(actor).toEqual({ type: 'token', userId: user.id, tokenId: token.id })
  expect((await getMe({ ctx: contextFor(db, actor), input: undefined })).user.id).toBe(user.id)
  const [row] = await db.apiToken.findMany({ where: { userId: user.id } })
  expect(JSON.stringify(row)).not.toContain(secret)
  expect(row?.lastUsedAt).not.toBeNull()
  expect(await listTokens({ ctx, input: undefined })).toMatchObject([{ name: 'nightly export', revokedAt: null }])
  expect(await db.auditEvent.findMany({ where: { actorId: user.id } })).toMatchObject([{ verb: 'token.create' }])
})

test('a revoked token is refused at once, and revoking is audited once', async () => {
  const { user, ctx, token, secret } = await personWithToken()
  await revokeToken({ ctx, input: { tokenId: token.id } })
  await expect(findTokenActor({ ctx: stranger, input: { secret } })).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(revokeToken({ ctx, input: { tokenId: token.id } })).rejects.toMatchObject({ code: 'not-found' })
  expect(await db.auditEvent.count({ where: { actorId: user.id, verb: 'token.revoke' } })).toBe(1)
})

test('nobody revokes or lists the token of another', async () => {
  const { token } = await personWithToken()
  const ctx = contextFor(db, await createUser(db))
  await expect(revokeToken({ ctx, input: { tokenId: token.id } })).rejects.toMatchObject({ code: 'not-found' })
  expect(await listTokens({ ctx, input: undefined })).toEqual([])
})

test('an unknown token, an expired one and one of a disabled person are refused', async () => {
  const expired = await personWithToken()
  await db.apiToken.update({ where: { id: expired.token.id }, data: { expiresAt: new Date(0) } })
  const disabled = await personWithToken()
  await db.user.update({ where: { id: disabled.user.id }, data: { disabledAt: new Date() } })
  for (const secret of ['fj_unknown', expired.secret, disabled.secret]) {
    await expect(findTokenActor({ ctx: stranger, input: { secret } })).rejects.toMatchObject({
      code: 'unauthenticated',
    })
  }
})
