import { z } from 'zod'
import type { Journal } from './journal'
import type { Operation } from './operation'

const NAME = 'framejury-labelling'
const LAYOUT = 1
const Person = z.object({ userId: z.string(), name: z.string() })

/**
 * The journal in IndexedDB.
 * @param shape of an operation; what it cannot read stays where it is
 * @throws where the browser keeps nothing: some private windows, a full disk, a policy
 */
export async function openJournal<Content>(shape: z.ZodType<Operation<Content>>): Promise<Journal<Content>> {
  const database = await openDatabase(NAME, LAYOUT, (created) => {
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
      return readable(shape, await resultOf(index.getAll([userId, projectId])))
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
      const names = new Map(readable(Person, await all('people')).map((person) => [person.userId, person.name]))
      const counts = new Map<string, number>()
      for (const operation of readable(shape, await all('operations'))) {
        if (operation.userId === userId || operation.kind !== 'submit') continue
        counts.set(operation.userId, (counts.get(operation.userId) ?? 0) + 1)
      }
      return [...counts].map(([id, answers]) => ({ userId: id, name: names.get(id) ?? '', answers }))
    },
    close: () => database.close(),
  }
}

/** Leaves out what an older build wrote and this one cannot read. */
function readable<T>(shape: z.ZodType<T>, values: readonly unknown[]): T[] {
  return values.flatMap((value) => {
    const result = shape.safeParse(value)
    return result.success ? [result.data] : []
  })
}

function openDatabase(name: string, layout: number, upgrade: (database: IDBDatabase) => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, layout)
    request.onupgradeneeded = () => upgrade(request.result)
    request.onsuccess = () => {
      // Another tab of a newer build must be able to change the layout.
      request.result.onversionchange = () => request.result.close()
      resolve(request.result)
    }
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new Error('Another tab keeps an older layout of the journal open.'))
  })
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** Resolves when the transaction is kept, as durably as it was asked to be. */
function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('The transaction was given up.'))
    transaction.onerror = () => reject(transaction.error)
  })
}
