/** A transaction for every few frames would cost the database more than the frames are worth. */
const MOST_FRAMES = 16
/** Longer than this apart, each list goes on by itself, ms: a slow engine is followed answer by answer. */
const LONGEST_MS = 500

/** Joins short lists that come close together. What came before a failure is handed over before it is raised. */
export async function* together<T>(lists: AsyncIterable<T[]>, now: () => Date): AsyncGenerator<T[], void, undefined> {
  let held: T[] = []
  let sinceMs = now().getTime()
  try {
    for await (const list of lists) {
      held = [...held, ...list]
      if (held.length < MOST_FRAMES && now().getTime() - sinceMs < LONGEST_MS) continue
      yield held
      held = []
      sinceMs = now().getTime()
    }
  } catch (error) {
    if (held.length > 0) yield held
    throw error
  }
  if (held.length > 0) yield held
}
