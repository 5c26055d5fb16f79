import type { Operation, Owner } from './operation'
import type { JournalWrite } from './outbox'

/** `strict` waits for the disk: what ends a pair. `relaxed` leaves it to the system: a tab that dies loses nothing, a power cut half a second. */
export type Durability = 'strict' | 'relaxed'

/** What waits on this computer for another person or project. */
export type WaitingElsewhere = { userId: string; name: string; answers: number }

/** Keeps operations on this computer. Writes become durable in the order in which they were begun. */
export type Journal<Content> = {
  /** Whether it outlives the tab. */
  durable: boolean
  load: (owner: Owner) => Promise<Operation<Content>[]>
  /** The transaction begins before this returns. */
  write: (writes: readonly JournalWrite<Content>[], durability: Durability) => Promise<void>
  /** Remembers whose operations these are, to name them to somebody else. */
  remember: (person: { userId: string; name: string }) => Promise<void>
  /** Answers of other people on this computer. */
  ofOthers: (userId: string) => Promise<WaitingElsewhere[]>
  close: () => void
}

/** A journal that ends with the tab: where the browser keeps nothing, and in tests. */
export function createMemoryJournal<Content>(kept = new Map<string, Operation<Content>>()): Journal<Content> {
  return {
    durable: false,
    load: async ({ userId, projectId }) =>
      [...kept.values()].filter((operation) => operation.userId === userId && operation.projectId === projectId),
    async write(writes) {
      for (const write of writes) {
        if ('put' in write) kept.set(write.put.id, write.put)
        else kept.delete(write.remove)
      }
    },
    remember: async () => undefined,
    ofOthers: async () => [],
    close: () => undefined,
  }
}
