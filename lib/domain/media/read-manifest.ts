import { storableText } from '@/lib/domain/shared'
import { clipStem, parseClipName, promptInWords } from './file-names'
import { ManifestRow, normaliseColumn, textOf } from './manifest'

/** `row` counts from 1 without the header; `file` is what the row names, or null when it names none. */
export type ManifestError = { row: number; file: string | null; column: string; message: string }
export type ManifestReading = { rows: (ManifestRow & { row: number })[]; errors: ManifestError[] }

/** Longest complaint of a row. */
const MOST = 2000
const COLUMNS = ['file', 'prompt_id', 'prompt', 'generator', 'mode'] as const

/**
 * Normalises every row of a manifest and reports all errors.
 * @param raw one object per row, from a CSV reader with headers or from JSON lines
 * Source: docs/spec/manifest.md [MF2]–[MF6]
 */
export function readManifest(raw: readonly Readonly<Record<string, unknown>>[]): ManifestReading {
  const reading: ManifestReading = { rows: [], errors: [] }
  const seen = { files: new Map<string, number>(), prompts: new Map<string, ManifestReading['rows'][number]>() }
  for (const [index, record] of raw.entries()) {
    const row = index + 1
    const columns = named(columnsOf(record))
    const parsed = ManifestRow.safeParse(columns)
    if (!parsed.success) {
      const at = { row, file: textOf(columns['file']) || null }
      reading.errors.push(...parsed.error.issues.map((issue) => complaint(at, String(issue.path[0]), issue.message)))
      continue
    }
    const errors = conflicts({ ...parsed.data, row }, seen)
    reading.errors.push(...errors)
    if (errors.length === 0) reading.rows.push({ ...parsed.data, row })
  }
  return reading
}

function columnsOf(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const columns: Record<string, unknown> = {}
  const metadata: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(record)) {
    const column = normaliseColumn(name)
    if (COLUMNS.some((known) => known === column)) columns[column] = value
    else if (value !== null && value !== undefined && value !== '') metadata[name.replace(/^\uFEFF/, '').trim()] = value
  }
  if (textOf(columns['generator']) === '') {
    const model = Object.keys(metadata).find((name) => normaliseColumn(name) === 'model')
    if (model !== undefined) {
      columns['generator'] = metadata[model]
      delete metadata[model]
    }
  }
  return { ...columns, metadata }
}

/** Generator of a clip about which nothing else is known; clips of one generator never pair. */
const UNKNOWN_GENERATOR = 'unknown'

/** A row that gives only its file takes prompt and generator from the name. Source: docs/spec/manifest.md [MF11] */
function named(columns: Record<string, unknown>): Record<string, unknown> {
  if (['prompt_id', 'prompt', 'generator'].some((column) => textOf(columns[column]) !== '')) return columns
  const file = textOf(columns['file'])
  const name = parseClipName(file)
  const promptId = name?.promptId ?? clipStem(file)
  const generator = name?.generator ?? UNKNOWN_GENERATOR
  return { ...columns, prompt_id: promptId, prompt: promptInWords(promptId), generator }
}

function conflicts(
  entry: ManifestReading['rows'][number],
  seen: { files: Map<string, number>; prompts: Map<string, ManifestReading['rows'][number]> },
): ManifestError[] {
  const { file, prompt_id: promptId } = entry
  const errors: ManifestError[] = []
  const twin = seen.files.get(file)
  if (twin === undefined) seen.files.set(file, entry.row)
  else errors.push(complaint(entry, 'file', `"${file}" is already in row ${twin}; keep one of them`))
  const first = seen.prompts.get(promptId) ?? entry
  seen.prompts.set(promptId, first)
  for (const column of ['prompt', 'mode'] as const) {
    if (first[column] === entry[column]) continue
    const said = `says "${entry[column]}", but row ${first.row} says "${first[column]}" for prompt_id "${promptId}"`
    errors.push(complaint(entry, column, `${said}; make them equal or use another prompt_id`))
  }
  return errors
}

function complaint(
  { row, file }: { row: number; file: string | null },
  column: string,
  message: string,
): ManifestError {
  // The quoted text may contain characters that cannot be stored.
  return { row, file, column, message: storableText(`Row ${row}, column "${column}": ${message}.`, MOST) }
}
