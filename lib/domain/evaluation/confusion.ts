import { z } from 'zod'
import type { EvaluatedFrame } from './truth'

/** Rows: what is true; columns: what the model says. */
export const Confusion = z.object({
  frames: z.object({ hit: z.int(), miss: z.int(), falseAlarm: z.int(), clean: z.int() }),
  /** Label keys in taxonomy order; a last row and column stand for "none". */
  labels: z.array(z.string()),
  cells: z.array(z.array(z.number())),
})
export type Confusion = z.infer<typeof Confusion>

/**
 * What the model says in place of what. A label that both name counts on the diagonal. A true label that the model misses is shared out over the
 * labels it says too much on that frame, or counts as "none"; each true label adds 1 to its row.
 * Source: docs/spec/evaluation.md [EV10]
 */
export function confusionOf(frames: readonly EvaluatedFrame[], labels: readonly string[]): Confusion {
  const none = labels.length
  const cells = Array.from({ length: none + 1 }, () => new Array<number>(none + 1).fill(0))
  const add = (row: number, column: number, by: number) => {
    const line = cells[row]
    if (line) line[column] = (line[column] ?? 0) + by
  }
  const counts = { hit: 0, miss: 0, falseAlarm: 0, clean: 0 }
  for (const { truth, model } of frames) {
    const isTrue = truth.labels.length > 0
    counts[isTrue ? (model.isDistorted ? 'hit' : 'miss') : model.isDistorted ? 'falseAlarm' : 'clean'] += 1
    const places = labels.map((_, place) => place)
    const trueAt = places.filter((place) => truth.labels.includes(labels[place] as string))
    const saidAt = places.filter((place) => model.labels.includes(labels[place] as string))
    const missed = trueAt.filter((place) => !saidAt.includes(place))
    const extra = saidAt.filter((place) => !trueAt.includes(place))
    for (const place of trueAt) if (saidAt.includes(place)) add(place, place, 1)
    for (const row of missed) {
      if (extra.length === 0) add(row, none, 1)
      for (const column of extra) add(row, column, 1 / extra.length)
    }
    if (missed.length === 0) for (const column of extra) add(none, column, 1)
    if (trueAt.length === 0 && saidAt.length === 0) add(none, none, 1)
  }
  return { frames: counts, labels: [...labels], cells }
}
