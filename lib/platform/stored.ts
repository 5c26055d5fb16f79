import type { z } from 'zod'
import type { Prisma } from './db'

/** "Release.manifest": a model and its column. */
export type StoredPlace = `${string}.${string}`

/** The database contains something that this version cannot read: a bug of the program, or a manual change. */
export class StoredDataError extends Error {
  constructor(place: StoredPlace, id: string, problem: string) {
    super(`${place} of row ${id} cannot be read: ${problem}`)
    this.name = 'StoredDataError'
  }
}

/**
 * Parses a stored JSON value, or a text with few allowed values.
 * @param id of the row, for the error
 * @throws StoredDataError that names the row and the problem
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

/** A record of plain JSON values in Prisma's type, which has no `undefined`; JSON leaves it out. */
export function storable(value: readonly unknown[]): Prisma.InputJsonArray
export function storable(value: object): Prisma.InputJsonObject
export function storable(value: object): Prisma.InputJsonObject | Prisma.InputJsonArray {
  return value as Prisma.InputJsonObject
}
