import { readManifest } from '@/lib/domain/media'
import type { PickedFile } from './collect-files'
import type { ManifestFile } from './plan-upload'

/** @throws Error with a readable message when the file is not a table at all */
async function parseRows(format: ManifestFile['format'], text: string): Promise<Record<string, unknown>[]> {
  if (format === 'csv') {
    const { parse } = await import('csv-parse/browser/esm/sync')
    return parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: false })
  }
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/^\uFEFF/, '').trim())
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

/** Reads a manifest in the browser, so that a person sees what fits before anything is sent. */
export async function readManifestFile({ path, blob }: PickedFile): Promise<ManifestFile> {
  const format = /\.jsonl$/i.test(path) ? 'jsonl' : 'csv'
  const text = await blob.text()
  return { path, format, text, reading: readManifest(await parseRows(format, text)) }
}
