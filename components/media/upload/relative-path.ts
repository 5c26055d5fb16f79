import { filePathKey } from '@/lib/domain/media'

export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

/** The path of a file as seen from a folder, both below one root. */
export function relativePath(folder: string, file: string): string {
  const from = folder === '' ? [] : filePathKey(folder).split('/')
  const to = filePathKey(file).split('/')
  let shared = 0
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared += 1
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/')
}
