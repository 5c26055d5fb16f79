import { z } from 'zod'

/** The largest that a column of whole numbers holds; beyond it the database fails, which would be our fault and not the caller's. */
const MOST = 2 ** 31 - 1

/** A whole number that can be stored and asked for. */
export function storableInt(least: number) {
  return z.int().min(least).max(MOST)
}

/** The same, written as text: in a path or a query. */
export function storableIntText(least: number) {
  return z.coerce.number().int().min(least).max(MOST)
}
