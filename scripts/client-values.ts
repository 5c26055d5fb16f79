import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readLinks } from './module-links'

export type ClientValue = { file: string; name: string; from: string }

/** What a server page may take from a client file: components, which React draws in the browser. */
const COMPONENT = /^[A-Z][A-Za-z0-9]*[a-z]/
const CLIENT = /^\s*['"]use client['"]/

function isClient(root: string, file: string): boolean {
  return CLIENT.test(readFileSync(path.join(root, file), 'utf8'))
}

/** The file that declares a name, through any number of index files. */
function declaringFile(root: string, file: string, name: string): string {
  if (!existsSync(path.join(root, file)) || isClient(root, file)) return file
  const next = readLinks(root, file)?.passedOn.find(({ exported }) => exported === name)
  return next ? declaringFile(root, next.from, next.name) : file
}

/**
 * Functions and constants of client files ('use client') that files drawn on the server take. There, Next.js puts a
 * reference in their place, so that calling one fails when the page is opened.
 * @param files where the server begins: pages, layouts and routes; a client file among them is left alone
 */
export function clientValuesOnServer(root: string, files: readonly string[]): ClientValue[] {
  const found: ClientValue[] = []
  const seen = new Set<string>()
  const waiting = [...files]
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (seen.has(file) || !existsSync(path.join(root, file))) continue
    seen.add(file)
    const links = readLinks(root, file)
    if (!links || isClient(root, file)) continue
    for (const { from, name } of links.imports) {
      const declared = declaringFile(root, from, name)
      waiting.push(declared)
      const isTaken = existsSync(path.join(root, declared)) && isClient(root, declared)
      if (isTaken && !COMPONENT.test(name)) found.push({ file, name, from: declared })
    }
  }
  return found
}
