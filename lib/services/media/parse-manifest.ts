import { parse } from 'csv-parse/sync'
import { type ManifestReading, readManifest } from '@/lib/domain/media'
import { invalid } from '@/lib/platform/errors'

function parseCsv(text: string): Record<string, unknown>[] {
  try {
    return parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: false })
  } catch (error) {
    const what = error instanceof Error ? error.message : 'unknown error'
    throw invalid('manifest-csv', `The manifest is not valid CSV: ${what}. Save it as CSV with a header row, in UTF-8.`)
  }
}

function parseJsonLine(line: string, number: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line)
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Falls through to the complaint below.
  }
  throw invalid('manifest-jsonl', `Line ${number} of the manifest is not a JSON object; write one object per line.`)
}

function parseJsonLines(text: string): Record<string, unknown>[] {
  return text
    .split(/\r?\n/)
    .map((line, index) => ({ line: line.replace(/^\uFEFF/, '').trim(), number: index + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => parseJsonLine(line, number))
}

/** A manifest is recognised by its extension. */
export function manifestFormat(name: string): 'csv' | 'jsonl' {
  return /\.jsonl$/i.test(name) ? 'jsonl' : 'csv'
}

/** @throws AppError invalid when the file as a whole cannot be read; single bad rows are in `errors` */
export function parseManifest(format: 'csv' | 'jsonl', text: string): ManifestReading {
  const rows = format === 'csv' ? parseCsv(text) : parseJsonLines(text)
  if (rows.length === 0) throw invalid('manifest-empty', 'The manifest has no rows; give it one row per clip.')
  return readManifest(rows)
}
