import { IDBDatabase as FakeDatabase, IDBFactory as FakeFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { openJournal } from './indexed-db-journal'
import { OPERATION_SHAPES, type Operation } from './operation'
import * as outboxOf from './outbox'
import { draft, OWNER, type Said, submit, uuid } from './testing'

const said = { answer: z.object({ comment: z.string() }) }
const Shape = z.discriminatedUnion('kind', [OPERATION_SHAPES.draft.extend(said), OPERATION_SHAPES.submit.extend(said)])
const open = () => openJournal<Said>(Shape)

beforeEach(() => {
  vi.stubGlobal('indexedDB', new FakeFactory())
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

function operation(at: number, kind = draft, owner = OWNER): Operation<Said> {
  const empty = outboxOf.loadOutbox<Said>(owner, [])
  const [made] = outboxOf.append(empty, uuid(at), kind(`number ${at}`), { id: uuid(100 + at), at: 0, nowMs: 0 }).outbox
    .operations
  if (!made) throw new Error('Nothing was made.')
  return made
}

test('[SV1] what was written is there after the tab has gone, for its own person and project alone', async () => {
  const first = await open()
  expect(first.durable).toBe(true)
  const mine = [operation(1), operation(2, submit)]
  const others = [
    operation(3, draft, { ...OWNER, projectId: uuid(7) }),
    operation(4, submit, { ...OWNER, userId: uuid(8) }),
  ]
  await first.write(
    [...mine, ...others].map((put) => ({ put })),
    'relaxed',
  )
  first.close()
  const second = await open()
  expect(await second.load(OWNER)).toEqual(mine)
  await second.write([{ remove: mine[0]?.id ?? '' }], 'relaxed')
  expect(await second.load(OWNER)).toEqual(mine.slice(1))
  second.close()
})

test('[SV1] what ends a pair waits for the disk, a draft does not', async () => {
  const journal = await open()
  const transactions = vi.spyOn(FakeDatabase.prototype, 'transaction')
  const durability = () => transactions.mock.results.map(({ value }) => value.durability).at(-1)
  await journal.write([{ put: operation(1) }], 'relaxed')
  expect(durability()).toBe('relaxed')
  await journal.write([{ put: operation(2, submit) }], 'strict')
  expect(durability()).toBe('strict')
  journal.close()
})

test('[SV1] the transaction has begun when writing returns, so that a tab that dies then loses nothing', async () => {
  const journal = await open()
  void journal.write([{ put: operation(1) }], 'relaxed')
  expect(await journal.load(OWNER)).toHaveLength(1)
  journal.close()
})

test('[SV14] answers of other people are counted under their names; what nobody can read stays where it is', async () => {
  const journal = await open()
  const other = { ...OWNER, userId: uuid(8) }
  await journal.remember({ userId: uuid(8), name: 'Ada' })
  const unreadable = { ...operation(9, submit), schemaVersion: 99 } as unknown as Operation<Said>
  const writes = [
    operation(1, submit),
    operation(2, submit, other),
    operation(3, submit, other),
    operation(4, draft, other),
  ]
  await journal.write(
    [...writes, unreadable].map((put) => ({ put })),
    'strict',
  )
  expect(await journal.ofOthers(OWNER.userId)).toEqual([{ userId: uuid(8), name: 'Ada', answers: 2 }])
  expect((await journal.load(OWNER)).map(({ id }) => id)).toEqual([uuid(101)])
  journal.close()
  const newer = await openJournal<Said>(z.any())
  expect((await newer.load(OWNER)).map(({ id }) => id)).toEqual([uuid(101), uuid(109)])
  newer.close()
})
