import type { Journal } from './journal'
import type { Operation } from './operation'

/** A journal that ends with the tab: where the browser keeps nothing, and in tests. */
export function createMemoryJournal(kept = new Map<string, Operation>()): Journal {
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
