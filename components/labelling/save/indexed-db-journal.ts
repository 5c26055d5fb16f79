import { z } from 'zod'
import { completed, openDatabase, resultOf } from './indexed-db'
import type { Journal } from './journal'
import { Operation } from './operation'

const NAME = 'framejury-labelling'
const VERSION = 1
const Person = z.object({ userId: z.string(), name: z.string() })

/**
 * The journal in IndexedDB.
 * @throws where the browser keeps nothing: some private windows, a full disk, a policy
 */
export async function openJournal(): Promise<Journal> {
  const database = await openDatabase(NAME, VERSION, (created) => {
    const operations = created.createObjectStore('operations', { keyPath: 'id' })
    operations.createIndex('owner', ['userId', 'projectId'])
    created.createObjectStore('people', { keyPath: 'userId' })
  })

  async function all(store: 'operations' | 'people'): Promise<unknown[]> {
    return resultOf(database.transaction(store).objectStore(store).getAll())
  }

  return {
    durable: true,
    async load({ userId, projectId }) {
      const index = database.transaction('operations').objectStore('operations').index('owner')
      return parsed(Operation, await resultOf(index.getAll([userId, projectId])))
    },
    write(writes, durability) {
      if (writes.length === 0) return Promise.resolve()
      const transaction = database.transaction('operations', 'readwrite', { durability })
      const store = transaction.objectStore('operations')
      for (const write of writes) {
        if ('put' in write) store.put(write.put)
        else store.delete(write.remove)
      }
      transaction.commit()
      return completed(transaction)
    },
    remember(person) {
      const transaction = database.transaction('people', 'readwrite')
      transaction.objectStore('people').put(person)
      return completed(transaction)
    },
    async ofOthers(userId) {
      const names = new Map(parsed(Person, await all('people')).map((person) => [person.userId, person.name]))
      const counts = new Map<string, number>()
      for (const operation of parsed(Operation, await all('operations'))) {
        if (operation.userId === userId || operation.kind !== 'submit') continue
        counts.set(operation.userId, (counts.get(operation.userId) ?? 0) + 1)
      }
      return [...counts].map(([id, answers]) => ({ userId: id, name: names.get(id) ?? '', answers }))
    },
    close: () => database.close(),
  }
}

/** What an older build wrote and this one cannot read stays where it is. */
function parsed<T>(shape: z.ZodType<T>, values: readonly unknown[]): T[] {
  return values.flatMap((value) => {
    const result = shape.safeParse(value)
    return result.success ? [result.data] : []
  })
}
