export type ClipName = { promptId: string; generator: string; extension: string }

const EXTENSIONS = ['mp4', 'm4v', 'mov', 'webm', 'mkv', 'gif', 'avi', 'mpg', 'mpeg', 'ts', 'ogv', 'flv', 'wmv', '3gp']
const SEPARATOR = '__'

/**
 * Reads `prompt__generator.ext`; null when the name does not follow the rule.
 * @param path file name, folders before it allowed
 * Source: docs/spec/manifest.md [MF1]
 */
export function parseClipName(path: string): ClipName | null {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
  const { stem, extension } = splitExtension(name)
  const at = stem.lastIndexOf(SEPARATOR)
  if (at < 1) return null
  const promptId = stem.slice(0, at)
  const generator = stem.slice(at + SEPARATOR.length)
  if (promptId.trim() === '' || generator.trim() === '') return null
  return { promptId, generator, extension }
}

function splitExtension(name: string): { stem: string; extension: string } {
  const dot = name.lastIndexOf('.')
  const extension = name.slice(dot + 1)
  if (dot < 1 || !EXTENSIONS.includes(extension.toLowerCase())) return { stem: name, extension: '' }
  return { stem: name.slice(0, dot), extension }
}
