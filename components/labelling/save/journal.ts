import type { Operation, Owner } from './operation'
import type { JournalWrite } from './outbox'

/** `strict` waits for the disk: what ends a pair. `relaxed` leaves it to the system: a tab that dies loses nothing, a power cut half a second. */
export type Durability = 'strict' | 'relaxed'

/** What waits on this computer for another person or project. */
export type WaitingElsewhere = { userId: string; name: string; answers: number }

/** Keeps operations on this computer. Writes become durable in the order in which they were begun. */
export type Journal = {
  /** Whether it outlives the tab. */
  durable: boolean
  load: (owner: Owner) => Promise<Operation[]>
  /** The transaction begins before this returns. */
  write: (writes: readonly JournalWrite[], durability: Durability) => Promise<void>
  /** Remembers whose operations these are, to name them to somebody else. */
  remember: (person: { userId: string; name: string }) => Promise<void>
  /** Answers of other people on this computer. */
  ofOthers: (userId: string) => Promise<WaitingElsewhere[]>
  close: () => void
}
