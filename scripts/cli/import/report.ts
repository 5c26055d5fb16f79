import type { ImportItemView } from '@/lib/contracts/http/media'
import type { ImportPlan } from './plan-import'

/** What `--json` prints, one a line. */
export type FileReport = {
  file: string
  status: ImportItemView['state']
  reason: string | null
  frames: number | null
  sha256: string | null
}

export function toReport({ file, state, reason, frames, sha256 }: ImportItemView): FileReport {
  return { file, status: state, reason, frames, sha256 }
}

/** Files that were refused here say so, rather than that they are missing there. */
export function allReports(items: readonly ImportItemView[], refused: ImportPlan['refused']): FileReport[] {
  const here = new Map(refused.map(({ name, reason }) => [name, reason]))
  const there = items.filter(({ file, state }) => !(state === 'missing' && here.has(file))).map(toReport)
  const own = refused.map(({ name, reason }): FileReport => {
    return { file: name, status: 'refused', reason, frames: null, sha256: null }
  })
  return [...there, ...own].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
}

/** A file that asks for a person's attention; duplicates and files without a row are as they should be. */
export function isTrouble({ status }: FileReport): boolean {
  return status === 'refused' || status === 'missing'
}
