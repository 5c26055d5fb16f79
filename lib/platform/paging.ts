import { z } from 'zod'
import { type AppError, invalid } from './errors'

const Id = z.uuid()

/** Keyset position: the sort time and id of the last row of a page. */
export type Cursor = { at: Date; id: string }

/** The last time that database and client both write. */
const LAST_MS = Date.UTC(9999, 11, 31)

export function invalidCursor(): AppError {
  return invalid('cursor', 'This cursor is not valid; send nextCursor of the previous page unchanged.')
}

/** @throws AppError invalid for a cursor that is not ours */
export function parseCursor(text: string): Cursor {
  const [time = '', id] = Buffer.from(text, 'base64url').toString('utf8').split('|')
  if (!/^\d{1,15}$/.test(time) || Number(time) > LAST_MS) throw invalidCursor()
  return { at: new Date(Number(time)), id: parseIdCursor(id) }
}

/** Of a list in the order of ids, whose cursor is the last id itself. @throws AppError invalid for a cursor that is not ours */
export function parseIdCursor(text: string | undefined): string {
  const { success, data } = Id.safeParse(text)
  if (!success) throw invalidCursor()
  return data
}

/** Prisma `where` for the rows after the cursor in ascending order of ids; `{}` for the first page. */
export function afterIdCursor(cursor: string | undefined): object {
  return cursor ? { id: { gt: parseIdCursor(cursor) } } : {}
}

export function cursorOf({ at, id }: Cursor): string {
  return Buffer.from(`${at.getTime()}|${id}`).toString('base64url')
}

/** Prisma `where` for the rows after the cursor in (createdAt, id) descending order; `{}` for the first page. */
export function afterCursor(cursor: string | undefined): object {
  if (!cursor) return {}
  const { at, id } = parseCursor(cursor)
  return { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: id } }] }
}

export const NEWEST_FIRST = [{ createdAt: 'desc' }, { id: 'desc' }] as const

/** Cuts one row more than asked for into a page and the cursor of the next. */
export function toPage<Row extends { id: string; createdAt: Date }, Item>(
  rows: readonly Row[],
  limit: number,
  view: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const nextCursor = rows.length > limit && last ? cursorOf({ at: last.createdAt, id: last.id }) : null
  return { items: shown.map(view), nextCursor }
}
