import { readFile } from 'node:fs/promises'
import { CsvError, parse } from 'csv-parse/sync'
import type { TableRow } from '@/lib/domain/shared'
import { callerPath } from './terminal'

/** A CSV file with a header row as text by column. @throws Error that names the file and what is wrong with it */
export async function readTable(file: string, columns: readonly string[]): Promise<TableRow[]> {
  const text = await readFile(callerPath(file), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'there is no such file' : cause.message
    throw new Error(`${file} cannot be read: ${why}.`, { cause })
  })
  try {
    const [header, ...rows] = parse(text, { bom: true, trim: true, skip_empty_lines: true }) as string[][]
    const missing = columns.filter((column) => !header?.includes(column))
    if (!header || missing.length > 0)
      throw new Error(`${file} lacks the column ${missing.join(', ')}; its first line must name ${columns.join(', ')}.`)
    const twice = header.filter((column, place) => column !== '' && header.indexOf(column) !== place)
    if (twice.length > 0)
      throw new Error(`${file} has the column ${twice[0]} more than once; delete or rename all but one.`)
    return rows.map((row) => Object.fromEntries(header.map((column, index) => [column, row[index] ?? ''])))
  } catch (cause) {
    if (cause instanceof CsvError) throw new Error(`${file} is not a CSV table: ${cause.message}.`, { cause })
    throw cause
  }
}
