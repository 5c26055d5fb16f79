import { readdirSync } from 'node:fs'

/** The folders at the root of this machine; a text that begins with none of them is not a path of it. */
let roots: ReadonlySet<string> | undefined

function rootsOf(): ReadonlySet<string> {
  try {
    roots ??= new Set(readdirSync('/'))
  } catch {
    roots ??= new Set()
  }
  return roots
}

/**
 * `/a/b/c` that does not follow a word and is not part of a URL (http://host/…) or another path; on Windows `C:\a\b`.
 */
const POSIX = /(?<![\w.:/~-])\/([\w.@+-]+)((?:\/[^\s/"'`<>|:;,()[\]{}]+)+)/g
const WINDOWS = /\b[A-Za-z]:\\(?:[^\s\\"'`<>|:;,()]+\\)*([^\s\\"'`<>|:;,()]+)/g

function lastPart(path: string): string {
  return `…/${path.slice(path.lastIndexOf('/') + 1)}`
}

/**
 * A text for people, with absolute paths of this machine cut to their last part, because they reveal where the server
 * stores files.
 */
export function withoutServerPaths<Text extends string | null>(text: Text): Text
export function withoutServerPaths(text: string | null): string | null {
  return (
    text
      ?.replace(POSIX, (whole, first: string, rest: string) => (rootsOf().has(first) ? lastPart(rest) : whole))
      .replace(WINDOWS, (_, last: string) => `…\\${last}`) ?? null
  )
}
