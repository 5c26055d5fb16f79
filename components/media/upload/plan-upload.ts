import { MAX_UPLOAD_BYTES } from '@/lib/contracts/http/media'
import { type FileMatch, filePathKey, type ManifestReading, matchByManifest, matchByName } from '@/lib/domain/media'
import type { PickedFile } from './collect-files'

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

/** The path of a file as seen from a folder, both below one root. */
function relativePath(folder: string, file: string): string {
  const from = folder === '' ? [] : filePathKey(folder).split('/')
  const to = filePathKey(file).split('/')
  let shared = 0
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared += 1
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/')
}

export type ManifestFile = { path: string; format: 'csv' | 'jsonl'; text: string; reading: ManifestReading }
export type PlannedFile = { file: string; size: number; blob: Blob }

/** What would be sent, and what would become of everything else. `file` is the path relative to the manifest. */
export type UploadPlan = {
  manifest: ManifestFile | null
  send: PlannedFile[]
  /** Files of the folder that are not uploaded; the server gets their names. */
  leftOut: string[]
  tooLarge: string[]
  match: FileMatch
}

function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.'))
}

function isManifestName(path: string): boolean {
  return /\.(csv|jsonl)$/i.test(path)
}

/** The manifest among the files: the one called so nearest to the top, else the only table there is. */
export function findManifest<File extends { path: string }>(files: readonly File[]): File | null {
  const tables = files.filter(({ path }) => isManifestName(path) && !isHidden(path))
  const depth = (path: string) => path.split('/').length
  const named = tables
    .filter(({ path }) => /(^|\/)manifest\.[^/]+$/i.test(path))
    .sort((a, b) => depth(a.path) - depth(b.path))
  return named[0] ?? (tables.length === 1 ? (tables[0] ?? null) : null)
}

/** The folder that all files share at the top; '' when single files were chosen. */
function sharedRoot(files: readonly { path: string }[]): string {
  const roots = new Set(files.map(({ path }) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '')))
  return roots.size === 1 ? ([...roots][0] ?? '') : ''
}

/**
 * A manifest that was chosen separately may be beside the folder or in it: the interpretation that finds more files is
 * used.
 */
function baseFolders(files: readonly PickedFile[], manifest: ManifestFile | null): string[] {
  if (!manifest) return [sharedRoot(files)]
  if (files.some(({ path }) => path === manifest.path)) return [folderOf(manifest.path)]
  return ['', sharedRoot(files)]
}

function planFrom(base: string, files: readonly PickedFile[], manifest: ManifestFile | null): UploadPlan {
  const byName = new Map(files.map((file) => [relativePath(base, file.path), file]))
  const names = [...byName.keys()]
  const match = manifest ? matchByManifest(names, manifest.reading) : matchByName(names)
  const send: PlannedFile[] = []
  const tooLarge: string[] = []
  const accepted = new Set(match.accepted.map(({ file }) => file))
  for (const [name, { size, blob }] of byName) {
    if (!accepted.has(name)) continue
    if (size > MAX_UPLOAD_BYTES) tooLarge.push(name)
    else send.push({ file: name, size, blob })
  }
  const sent = new Set(send.map(({ file }) => file))
  return { manifest, send, tooLarge, match, leftOut: names.filter((name) => !sent.has(name)) }
}

/** Decides by the server's own rules what to send. Hidden files and the manifest itself are not clips. */
export function planUpload(picked: readonly PickedFile[], manifest: ManifestFile | null): UploadPlan {
  const files = picked.filter(({ path }) => !isHidden(path))
  const clips = files.filter(({ path }) => path !== manifest?.path)
  const [first, second] = baseFolders(files, manifest).map((base) => planFrom(base, clips, manifest))
  if (!first) throw new RangeError('An upload plan needs a base folder.')
  return second && second.send.length > first.send.length ? second : first
}
