import type { ManifestReading, ManifestRow } from '@/lib/domain/media'
import { parseClipName } from '@/lib/domain/media'

export type ReceivedItem = { id: string; file: string }
export type Match = {
  accepted: { id: string; row: ManifestRow }[]
  refused: { id: string; reason: string }[]
  unlisted: string[]
  /** Rows that no file came for, and rows that cannot be used. */
  lacking: { file: string; state: 'missing' | 'refused'; reason: string }[]
}

const NAMING_RULE = 'Name it prompt__generator.ext, such as push-up__model-1.mp4, or import it with a manifest.'

/** Without a manifest the file name says prompt and generator. */
export function matchByName(items: readonly ReceivedItem[]): Match {
  const match: Match = { accepted: [], refused: [], unlisted: [], lacking: [] }
  for (const { id, file } of items) {
    const name = parseClipName(file)
    if (!name) {
      match.refused.push({ id, reason: `"${file}" does not say its prompt and generator. ${NAMING_RULE}` })
      continue
    }
    const prompt = name.promptId.replaceAll(/[-_]+/g, ' ').trim()
    match.accepted.push({
      id,
      row: { file, prompt_id: name.promptId, prompt, generator: name.generator, mode: 't2v', metadata: {} },
    })
  }
  return match
}

/** Rows and files find each other by path. */
export function matchByManifest(items: readonly ReceivedItem[], { rows, errors }: ManifestReading): Match {
  const match: Match = { accepted: [], refused: [], unlisted: [], lacking: [] }
  const open = new Map(items.map((item) => [item.file.normalize('NFC'), item]))
  for (const { row: _, ...row } of rows) {
    const item = open.get(row.file.normalize('NFC'))
    if (item) {
      open.delete(item.file.normalize('NFC'))
      match.accepted.push({ id: item.id, row })
    } else {
      match.lacking.push({
        file: row.file,
        state: 'missing',
        reason: `The manifest names "${row.file}", but there is no such file in the folder.`,
      })
    }
  }
  for (const { row, message } of errors)
    match.lacking.push({ file: `manifest row ${row}`, state: 'refused', reason: message })
  match.unlisted = [...open.values()].map((item) => item.id)
  return match
}
