import { invalid } from './errors'

/** Keyset position: the sort time and id of the last row of a page. */
export type Cursor = { at: Date; id: string }

/** @throws AppError invalid for a cursor that is not ours */
export function parseCursor(text: string): Cursor {
  const [time, id] = Buffer.from(text, 'base64url').toString('utf8').split('|')
  const at = new Date(Number(time))
  if (!id || Number.isNaN(at.getTime())) {
    throw invalid('cursor', 'This cursor is not one of ours; take nextCursor from the previous page as it is.')
  }
  return { at, id }
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
