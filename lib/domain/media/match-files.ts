import { filePathKey, parseClipName, promptInWords } from './file-names'
import type { ManifestRow } from './manifest'
import type { ManifestReading } from './read-manifest'

type Refusal = { file: string; reason: string }

/** What becomes of each file and row of an import. Files are named by `filePathKey`. */
export type FileMatch = {
  accepted: { file: string; row: ManifestRow }[]
  refused: Refusal[]
  /** Files without a row. */
  unlisted: Refusal[]
  /** Rows without a file. */
  missing: Refusal[]
  /** Rows that cannot be used and belong to no file; `file` is "manifest row N". */
  badRows: Refusal[]
}

const NAMING_RULE = 'Name it prompt__generator.ext, such as push-up__model-1.mp4, or import it with a manifest.'

function emptyMatch(): FileMatch {
  return { accepted: [], refused: [], unlisted: [], missing: [], badRows: [] }
}

/**
 * Without a manifest the name contains prompt and generator; the prompt's text is its id as words.
 * Source: docs/spec/manifest.md [MF8]
 */
export function matchByName(files: readonly string[]): FileMatch {
  const match = emptyMatch()
  for (const file of files.map(filePathKey)) {
    const name = parseClipName(file)
    if (!name) {
      match.refused.push({ file, reason: `"${file}" does not contain prompt and generator. ${NAMING_RULE}` })
      continue
    }
    const prompt = promptInWords(name.promptId)
    const row = {
      file,
      prompt_id: name.promptId,
      prompt,
      generator: name.generator,
      mode: 't2v',
      metadata: {},
    } as const
    match.accepted.push({ file, row })
  }
  return match
}

/** Rows and files find each other by path. Source: docs/spec/manifest.md [MF9] [MF10] */
export function matchByManifest(files: readonly string[], { rows, errors }: ManifestReading): FileMatch {
  const match = emptyMatch()
  const open = new Set(files.map(filePathKey))
  const taken = new Set<string>()
  for (const { row: number, ...row } of rows) {
    const file = filePathKey(row.file)
    if (open.delete(file)) {
      taken.add(file)
      match.accepted.push({ file, row })
    } else if (taken.has(file)) {
      match.badRows.push({
        file: `manifest row ${number}`,
        reason: `Row ${number} names "${file}" again; keep one row.`,
      })
    } else {
      match.missing.push({ file, reason: `The manifest names "${row.file}", but no such file came with it.` })
    }
  }
  for (const [number, broken] of byRow(errors)) {
    const file = broken.file === null ? null : filePathKey(broken.file)
    if (file !== null && open.delete(file)) match.refused.push({ file, reason: broken.reason })
    else match.badRows.push({ file: `manifest row ${number}`, reason: broken.reason })
  }
  match.unlisted = [...open].map((file) => ({
    file,
    reason: 'The manifest has no row for this file, so it was left out.',
  }))
  return match
}

function byRow(errors: ManifestReading['errors']): Map<number, { file: string | null; reason: string }> {
  const rows = new Map<number, { file: string | null; reason: string }>()
  for (const { row, file, message } of errors) {
    const before = rows.get(row)
    rows.set(row, { file, reason: before ? `${before.reason} ${message}` : message })
  }
  return rows
}
