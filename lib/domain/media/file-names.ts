export type ClipName = { promptId: string; generator: string; extension: string }

const EXTENSIONS = ['mp4', 'm4v', 'mov', 'webm', 'mkv', 'gif', 'avi', 'mpg', 'mpeg', 'ts', 'ogv', 'flv', 'wmv', '3gp']
const SEPARATOR = '__'

/** Name of a clip without folders and without a video's extension. */
export function clipStem(path: string): string {
  return splitExtension(fileName(path)).stem
}

/**
 * Reads `prompt__generator.ext`; null when the name does not follow the rule.
 * @param path file name, folders before it allowed
 * Source: docs/spec/manifest.md [MF1]
 */
export function parseClipName(path: string): ClipName | null {
  const { stem, extension } = splitExtension(fileName(path))
  const at = stem.lastIndexOf(SEPARATOR)
  if (at < 1) return null
  const promptId = stem.slice(0, at)
  const generator = stem.slice(at + SEPARATOR.length)
  if (promptId.trim() === '' || generator.trim() === '') return null
  return { promptId, generator, extension }
}

/** The text of a prompt of which only the id is known. Source: docs/spec/manifest.md [MF8] */
export function promptInWords(promptId: string): string {
  return promptId.replaceAll(/[-_]+/g, ' ').trim() || promptId
}

function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}

function splitExtension(name: string): { stem: string; extension: string } {
  const dot = name.lastIndexOf('.')
  const extension = name.slice(dot + 1)
  if (dot < 1 || !EXTENSIONS.includes(extension.toLowerCase())) return { stem: name, extension: '' }
  return { stem: name.slice(0, dot), extension }
}

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

/** Longest name that is reported. */
const MOST = 1000

/**
 * Names of files that are not uploaded, as their list is sent: one JSON string per line, because a name may contain a
 * line break.
 * Source: docs/spec/manifest.md [MF12]
 */
export function leftOutList(names: readonly string[]): string {
  return names.map((name) => `${JSON.stringify(name)}\n`).join('')
}

function nameIn(line: string): string | null {
  try {
    const name: unknown = JSON.parse(line)
    return typeof name === 'string' && name !== '' ? filePathKey(name.slice(0, MOST)) : null
  } catch {
    return null
  }
}

/** The names of such a list; a line that is none is left aside. Source: docs/spec/manifest.md [MF12] */
export function readLeftOut(list: string): string[] {
  return list.split('\n').flatMap((line) => nameIn(line) ?? [])
}
