import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { hashPassword, hashSecret } from '@/lib/platform/secrets'
import { createUser } from '@/prisma/factories'
import { testDatabase } from './setup/database'

const run = promisify(execFile)
const { db, url } = await testDatabase()
const data = await mkdtemp(path.join(tmpdir(), 'framejury-user-'))
afterAll(() => rm(data, { recursive: true, force: true }))

/** On a stopped instance whose database is given from outside. */
async function framejury(...args: string[]): Promise<string> {
  const env = { ...process.env, FRAMEJURY_DATA: data, DATABASE_URL: url, FRAMEJURY_URL: 'https://jury.example.org' }
  return (await run(process.execPath, ['scripts/framejury.mjs', ...args], { env })).stdout
}

const secretIn = (link: string) => link.match(/^https:\/\/jury\.example\.org\/reset#(\S+)$/m)?.[1] ?? ''

describe('framejury user', () => {
  test('create makes an owner and prints a link, once, that sets the password; all audited as the system', async () => {
    const made = JSON.parse(await framejury('user', 'create', 'Ada@Example.org', '--owner', '--name', 'Ada', '--json'))
    const user = await db.user.findUniqueOrThrow({ where: { email: 'ada@example.org' }, include: { resetLink: true } })
    expect(user).toMatchObject({ id: made.userId, name: 'Ada', isOwner: true, passwordHash: null })
    expect(user.resetLink?.secretHash).toBe(hashSecret(secretIn(made.link)))
    const audited = await db.auditEvent.findMany({ where: { entityId: user.id }, orderBy: { id: 'asc' } })
    expect(audited).toMatchObject([
      { verb: 'account.create', actorType: 'system' },
      { verb: 'password.reset-link', actorType: 'system' },
    ])
    await expect(framejury('user', 'create', 'ada@example.org')).rejects.toThrow(/already/)
  })

  test('reset-password ends the sessions and prints a link; disable and enable hold at once; list names all', async () => {
    const passwordHash = await hashPassword('a long enough password')
    await createUser(db, { isOwner: true })
    const user = await createUser(db, { email: 'bob@example.org', name: 'Bob', passwordHash })
    await db.session.create({
      data: {
        userId: user.id,
        secretHash: 'x',
        epoch: user.sessionEpoch,
        address: '192.0.2.1',
        agent: '',
        createdAt: new Date(),
        lastSeenAt: new Date(),
        endsAt: new Date(Date.now() + 3_600_000),
      },
    })
    const secret = secretIn(await framejury('user', 'reset-password', 'bob@example.org'))
    expect(await db.resetLink.findUnique({ where: { secretHash: hashSecret(secret) } })).toMatchObject({
      userId: user.id,
      createdBy: null,
    })
    expect(JSON.parse(await framejury('user', 'list', '--json'))).toContainEqual(
      expect.objectContaining({ email: 'bob@example.org', state: 'active', sessions: 0 }),
    )
    await framejury('user', 'disable', 'bob@example.org')
    expect(await framejury('user', 'list')).toMatch(/bob@example\.org +disabled/)
    await framejury('user', 'enable', 'bob@example.org')
    expect(await db.user.findUnique({ where: { id: user.id } })).toMatchObject({ disabledAt: null })
    await expect(framejury('user', 'disable', 'nobody@example.org')).rejects.toThrow(/no account/)
  })
})

test('framejury sign-ins shows those of the demo, and says so where there is none', async () => {
  await expect(framejury('sign-ins')).rejects.toThrow(/contains no demo/)
  const signIns = [{ role: 'admin', email: 'admin@framejury.example', password: 'seen once' }]
  await writeFile(path.join(data, 'sign-ins.json'), JSON.stringify(signIns))
  expect(JSON.parse(await framejury('sign-ins', '--json'))).toEqual(signIns)
  expect(await framejury('sign-ins')).toMatch(/admin +admin@framejury\.example +seen once/)
})
