import { expect, test } from 'vitest'
import { contextFor, createUser } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { getMe } from './get-me'
import { setKeyBindings } from './set-key-bindings'

const { db } = await testDatabase()

test('keeps the keys with the person, audits, and `{}` goes back to the usual ones', async () => {
  const user = await createUser(db)
  const other = await createUser(db)
  const ctx = contextFor(db, user)
  expect((await getMe({ ctx, input: undefined })).keyBindings).toEqual({})
  const keyBindings = { accept: ['q'], 'seek-next': ['ArrowRight', 'd'] }
  expect(await setKeyBindings({ ctx, input: { keyBindings } })).toEqual({ keyBindings })
  expect((await getMe({ ctx, input: undefined })).keyBindings).toEqual(keyBindings)
  expect((await getMe({ ctx: contextFor(db, other), input: undefined })).keyBindings).toEqual({})
  await setKeyBindings({ ctx, input: { keyBindings: {} } })
  expect((await getMe({ ctx, input: undefined })).keyBindings).toEqual({})
  const audits = await db.auditEvent.findMany({ where: { entityId: user.id, verb: 'user.keys' } })
  expect(audits.map(({ actorId }) => actorId)).toEqual([user.id, user.id])
})

test('refuses one key for two commands in the words of the rule, unknown shapes, and strangers', async () => {
  const ctx = contextFor(db, await createUser(db))
  const twice = setKeyBindings({ ctx, input: { keyBindings: { accept: ['q'], reject: ['q'] } } })
  await expect(twice).rejects.toThrow('The key \\"q\\" is assigned to \\"accept\\" and to \\"reject\\"')
  const shapeless = setKeyBindings({ ctx, input: { keyBindings: { accept: 'q' } as never } })
  await expect(shapeless).rejects.toThrow('expected array')
  const stranger = contextFor(db, { type: 'anonymous' })
  await expect(setKeyBindings({ ctx: stranger, input: { keyBindings: {} } })).rejects.toMatchObject({
    code: 'unauthenticated',
  })
  expect((await getMe({ ctx, input: undefined })).keyBindings).toEqual({})
})

test('of two tabs at once one wins, whole', async () => {
  const ctx = contextFor(db, await createUser(db))
  const wishes = [
    { accept: ['q'], reject: ['w'] },
    { accept: ['w'], reject: ['q'] },
  ]
  await Promise.all(wishes.map((keyBindings) => setKeyBindings({ ctx, input: { keyBindings } })))
  expect(wishes).toContainEqual((await getMe({ ctx, input: undefined })).keyBindings)
})
