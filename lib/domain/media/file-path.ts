const ABSOLUTE = /^([/\\]|[a-z]:[/\\])/i

/** A path that starts at the root of a disk rather than at the manifest. */
export function isAbsolutePath(path: string): boolean {
  return ABSOLUTE.test(path)
}

/**
 * One spelling of a relative path: forward slashes, no needless `.`, `..` and empty parts, NFC. It is a name and never opened.
 * Source: docs/spec/manifest.md [MF7]
 */
export function filePathKey(path: string): string {
  const parts: string[] = []
  for (const part of path.normalize('NFC').split(/[/\\]/)) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}
