import { filePathKey } from './file-path'

/** Longest name that is reported. */
const MOST = 1000

/** Names of files that stay at home, as their list is sent: one JSON string a line, for a name may hold a line break. Source: docs/spec/manifest.md [MF12] */
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
