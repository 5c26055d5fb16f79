import type { z } from 'zod'
import type { Prisma } from './db'

/** "Release.manifest": a model and its column. */
export type StoredPlace = `${string}.${string}`

/** What the database holds is not what this version reads: a mistake of the program or of whoever wrote it by hand. */
export class StoredDataError extends Error {
  constructor(place: StoredPlace, id: string, problem: string) {
    super(`${place} of row ${id} cannot be read: ${problem}`)
    this.name = 'StoredDataError'
  }
}

/**
 * Reads a stored JSON value, or a text with few meanings.
 * @param id of the row, for the error
 * @throws StoredDataError that names the row and says what is wrong
 */
export function parseStored<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place: StoredPlace,
  id: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new StoredDataError(place, id, issue ? `${issue.path.join('.') || 'it'}: ${issue.message}` : 'it is invalid')
}

/** A record of plain JSON values as Prisma wants it: its type knows no `undefined`, which JSON leaves out. */
export function storable(value: readonly unknown[]): Prisma.InputJsonArray
export function storable(value: object): Prisma.InputJsonObject
export function storable(value: object): Prisma.InputJsonObject | Prisma.InputJsonArray {
  return value as Prisma.InputJsonObject
}
