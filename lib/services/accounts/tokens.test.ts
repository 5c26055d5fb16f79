import { describe, expect, test } from 'vitest'
import type { CreateToken } from '@/lib/contracts/http/tokens'
import { contextFor, createMember, createProject, createUser } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createToken } from './create-token'
import { findTokenActor } from './find-token-actor'
import { getMe } from './get-me'
import { listAllTokens, listProjectTokens, listTokens } from './list-tokens'
import { revokeToken } from './revoke-token'

const { db } = await testDatabase()
const stranger = contextFor(db, { type: 'anonymous' })
const DAY_MS = 86_400_000
const PAGE = { limit: 50 }
const NIGHTLY: CreateToken = { name: 'nightly export', scopes: ['read', 'export'], expiresInDays: 90 }

async function tokenOf(user: { id: string }, changes: Partial<CreateToken> = {}) {
  const ctx = contextFor(db, user)
  return { user, ctx, ...(await createToken({ ctx, input: { ...NIGHTLY, ...changes } })) }
}

async function personWithToken(changes: Partial<CreateToken> = {}) {
  return tokenOf(await createUser(db), changes)
}

const used = (secret: string, address?: string, now = new Date()) =>
  findTokenActor({ ctx: { ...stranger, address, now: () => now }, input: { secret } })

describe('making a token', () => {
  test('[TK1] it acts as its maker within its scopes; only its hash is stored, and it is audited', async () => {
    const { user, ctx, token, secret } = await personWithToken()
    const actor = await used(secret)
    expect(actor).toEqual({ type: 'token', userId: user.id, tokenId: token.id, scopes: ['read', 'export'] })
    expect((await getMe({ ctx: contextFor(db, actor), input: undefined })).user.id).toBe(user.id)
    const [row] = await db.apiToken.findMany({ where: { userId: user.id } })
    expect(JSON.stringify(row)).not.toContain(secret)
    expect((await listTokens({ ctx, input: PAGE })).items).toMatchObject([{ name: 'nightly export', state: 'active' }])
    expect(await db.auditEvent.findMany({ where: { actorId: user.id } })).toMatchObject([
      { verb: 'token.create', difference: { name: 'nightly export', scopes: ['read', 'export'] } },
    ])
  })

  test('[TK4] it lasts 90 days where nothing is said, as long as was chosen, and never longer than 365', async () => {
    const ctx = contextFor(db, await createUser(db))
    const daysOf = ({ token }: { token: { createdAt: string; expiresAt: string } }) =>
      (Date.parse(token.expiresAt) - Date.parse(token.createdAt)) / DAY_MS
    expect(daysOf(await createToken({ ctx, input: { name: 'bare' } }))).toBe(90)
    expect(daysOf(await createToken({ ctx, input: { ...NIGHTLY, expiresInDays: 365 } }))).toBe(365)
    for (const expiresInDays of [366, 0, -1, 30.5]) {
      const input = { ...NIGHTLY, expiresInDays } as CreateToken
      await expect(createToken({ ctx, input })).rejects.toThrow(/7, 30, 90 or 365/)
    }
  })

  test('a token without a scope, or with one that there is not, is refused', async () => {
    const ctx = contextFor(db, await createUser(db))
    for (const scopes of [[], ['everything']]) {
      const input = { ...NIGHTLY, scopes } as CreateToken
      await expect(createToken({ ctx, input })).rejects.toMatchObject({ name: 'ZodError' })
    }
  })

  test('[TK9] two that are made at once at the limit of 50: one is made', async () => {
    const user = await createUser(db)
    const expiresAt = new Date(Date.now() + DAY_MS)
    const row = { userId: user.id, name: 'old', prefix: 'fj_', expiresAt }
    await db.apiToken.createMany({
      data: Array.from({ length: 49 }, (_, index) => ({ ...row, hash: `${user.id} ${index}` })),
    })
    const outcomes = await Promise.allSettled([tokenOf(user), tokenOf(user)])
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    expect(refused).toMatchObject([{ code: 'conflict', reason: 'too-many-tokens' }])
    expect(await db.apiToken.count({ where: { userId: user.id } })).toBe(50)
  })
})

describe('using a token', () => {
  test('[TK4] unknown, expired, revoked and of a disabled person: each is refused with its reason', async () => {
    const expired = await personWithToken({ expiresInDays: 7 })
    await expect(used(expired.secret, undefined, new Date(Date.now() + 7 * DAY_MS))).rejects.toMatchObject({
      code: 'unauthenticated',
      reason: 'token-expired',
    })
    const revoked = await personWithToken()
    await revokeToken({ ctx: revoked.ctx, input: { tokenId: revoked.token.id } })
    await expect(used(revoked.secret)).rejects.toMatchObject({ code: 'unauthenticated', reason: 'token-revoked' })
    const disabled = await personWithToken()
    await db.user.update({ where: { id: disabled.user.id }, data: { disabledAt: new Date() } })
    for (const secret of ['fj_unknown', 'x'.repeat(5000), disabled.secret]) {
      await expect(used(secret)).rejects.toMatchObject({ code: 'unauthenticated', reason: 'token-unknown' })
    }
  })

  test('[TK5] the last use is kept with its address: once a minute, at once from elsewhere', async () => {
    const { ctx, secret } = await personWithToken()
    const lastUse = async () => {
      const [token] = (await listTokens({ ctx, input: PAGE })).items
      return [token?.lastUsedAt, token?.lastUsedAddress]
    }
    expect(await lastUse()).toEqual([null, null])
    const at = (seconds: number) => new Date(Date.UTC(2026, 10, 30, 12, 0, seconds))
    await used(secret, '192.0.2.1', at(0))
    await used(secret, '192.0.2.1', at(59))
    expect(await lastUse()).toEqual([at(0).toISOString(), '192.0.2.1'])
    await used(secret, '192.0.2.1', at(60))
    expect(await lastUse()).toEqual([at(60).toISOString(), '192.0.2.1'])
    await used(secret, '2001:db8::1', at(61))
    expect(await lastUse()).toEqual([at(61).toISOString(), '2001:db8::1'])
  })
})

describe('seeing and revoking tokens', () => {
  test('[TK6] revoking holds at once and is audited once, also where two do it at once', async () => {
    const { user, ctx, token } = await personWithToken()
    const revoke = () => revokeToken({ ctx, input: { tokenId: token.id } })
    const outcomes = await Promise.allSettled([revoke(), revoke()])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(revoke()).rejects.toMatchObject({ code: 'conflict', reason: 'already-revoked' })
    expect(await db.auditEvent.count({ where: { actorId: user.id, verb: 'token.revoke' } })).toBe(1)
  })

  test('[TK6] nobody sees or revokes the token of a person whom they do not manage', async () => {
    const project = await createProject(db)
    const annotator = await createMember(db, project.id, 'annotator')
    const { token } = await tokenOf(annotator)
    const elsewhere = await createMember(db, (await createProject(db)).id, 'admin')
    const paused = await createMember(db, project.id, 'admin')
    await db.membership.updateMany({ where: { userId: paused.id }, data: { state: 'paused' } })
    const reviewer = await createMember(db, project.id, 'reviewer')
    for (const person of [elsewhere, paused, reviewer, await createUser(db)]) {
      const ctx = contextFor(db, person)
      await expect(revokeToken({ ctx, input: { tokenId: token.id } })).rejects.toMatchObject({ code: 'not-found' })
      expect((await listTokens({ ctx, input: PAGE })).items).toEqual([])
      await expect(listProjectTokens({ ctx, input: { ...PAGE, projectId: project.id } })).rejects.toMatchObject({
        code: person === reviewer ? 'forbidden' : 'not-found',
      })
      await expect(listAllTokens({ ctx, input: PAGE })).rejects.toMatchObject({ code: 'forbidden' })
    }
    expect(await db.apiToken.findUnique({ where: { id: token.id } })).toMatchObject({ revokedAt: null })
  })

  test('[TK6] an admin lists the tokens of members by page and state, and revokes them, save an owner’s', async () => {
    const project = await createProject(db)
    const input = { projectId: project.id, limit: 1 }
    const admin = await createMember(db, project.id, 'admin')
    const ctx = contextFor(db, admin)
    const first = await tokenOf(await createMember(db, project.id, 'annotator'))
    const owner = await createMember(db, project.id, 'annotator')
    await db.user.update({ where: { id: owner.id }, data: { isOwner: true } })
    const second = await tokenOf(owner)
    await personWithToken()
    const newest = await listProjectTokens({ ctx, input })
    const oldest = await listProjectTokens({ ctx, input: { ...input, cursor: newest.nextCursor ?? undefined } })
    expect(newest.items).toMatchObject([{ id: second.token.id, person: { id: owner.id } }])
    expect(oldest).toMatchObject({ items: [{ id: first.token.id }], nextCursor: null })
    expect(JSON.stringify([newest, oldest])).not.toContain(first.secret)
    await revokeToken({ ctx, input: { tokenId: first.token.id } })
    await expect(revokeToken({ ctx, input: { tokenId: second.token.id } })).rejects.toMatchObject({ code: 'not-found' })
    expect(await listProjectTokens({ ctx, input: { ...input, state: 'revoked' } })).toMatchObject({
      items: [{ id: first.token.id, state: 'revoked' }],
    })
    expect(await db.auditEvent.findMany({ where: { projectId: project.id } })).toMatchObject([
      { verb: 'token.revoke', actorId: admin.id, difference: { userId: first.user.id } },
    ])
  })

  test('[TK6] an owner lists the tokens of everybody, and revokes any', async () => {
    const { token } = await personWithToken()
    const ctx = contextFor(db, await createUser(db, { isOwner: true }))
    expect((await listAllTokens({ ctx, input: { limit: 1 } })).items).toMatchObject([{ id: token.id }])
    await revokeToken({ ctx, input: { tokenId: token.id } })
    expect(await db.apiToken.findUnique({ where: { id: token.id } })).not.toMatchObject({ revokedAt: null })
  })
})
