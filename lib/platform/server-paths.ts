import { readdirSync } from 'node:fs'

/** The folders at the root of this machine; what begins with none of them is no path of it. */
let roots: ReadonlySet<string> | undefined

function rootsOf(): ReadonlySet<string> {
  try {
    roots ??= new Set(readdirSync('/'))
  } catch {
    roots ??= new Set()
  }
  return roots
}

/** `/a/b/c` that does not go on a word, an address (http://host/…) or another path; on Windows `C:\a\b`. */
const POSIX = /(?<![\w.:/~-])\/([\w.@+-]+)((?:\/[^\s/"'`<>|:;,()[\]{}]+)+)/g
const WINDOWS = /\b[A-Za-z]:\\(?:[^\s\\"'`<>|:;,()]+\\)*([^\s\\"'`<>|:;,()]+)/g

function lastPart(path: string): string {
  return `…/${path.slice(path.lastIndexOf('/') + 1)}`
}

/** A text for people with the absolute paths of this machine cut to their last part: they tell where the server keeps things. */
export function withoutServerPaths<Text extends string | null>(text: Text): Text
export function withoutServerPaths(text: string | null): string | null {
  return (
    text
      ?.replace(POSIX, (whole, first: string, rest: string) => (rootsOf().has(first) ? lastPart(rest) : whole))
      .replace(WINDOWS, (_, last: string) => `…\\${last}`) ?? null
  )
}
