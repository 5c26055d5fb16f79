import { z } from 'zod'
import { Answer } from '@/lib/domain/labelling'

const Entry = z.object({ schemaVersion: z.literal(1), revision: z.int().min(0), answer: Answer })
export type JournalEntry = z.infer<typeof Entry>

/** What is not on the server yet, kept on this computer so that a reload or a crash loses nothing. */
export type Journal = {
  read: () => JournalEntry | null
  write: (revision: number, answer: Answer) => void
  clear: () => void
}

export function createJournal(
  assignmentId: string,
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
): Journal {
  const key = `fj-draft:${assignmentId}`
  return {
    read() {
      const text = storage.getItem(key)
      if (text === null) return null
      const parsed = Entry.safeParse(parseJson(text))
      return parsed.success ? parsed.data : null
    },
    write(revision, answer) {
      try {
        storage.setItem(key, JSON.stringify({ schemaVersion: 1, revision, answer } satisfies JournalEntry))
      } catch {
        // A full or forbidden storage must not stop the work; the server gets the draft within a second.
      }
    },
    clear: () => storage.removeItem(key),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
