import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { resolveOwn } from './import-graph'
import { nameOf, parse, textOf, walk } from './syntax-tree'

/** `name` of a file, taken in under `local`; `*` is the whole module. */
type Imported = { local: string; from: string; name: string }
type PassedOn = { exported: string; from: string; name: string }

/** What a file takes from our other files by value, and what it gives on. Types are left out: they run nothing. */
export type ModuleLinks = {
  imports: Imported[]
  /** `export { name } from`; `export *` has both names `*`. */
  passedOn: PassedOn[]
  /** Files that it imports when needed, or names by their path: processes and threads begin there. */
  named: string[]
  /** How often each name occurs in the code, without comments. */
  uses: Map<string, number>
}

const SOURCE = /\.(ts|tsx|mjs)$/

function namedFile(root: string, from: string, text: string): string[] {
  if (!/^[\w@./-]+$/.test(text)) return []
  const places = [text, path.posix.join(path.posix.dirname(from), text)]
  return places.filter((place) => SOURCE.test(place) && !place.startsWith('..') && existsSync(path.join(root, place)))
}

/** @returns null for a file that is not source code of ours, such as JSON or a style sheet */
export function readLinks(root: string, file: string): ModuleLinks | null {
  if (!SOURCE.test(file) || !existsSync(path.join(root, file))) return null
  const { program, module } = parse(file, readFileSync(path.join(root, file), 'utf8'))
  const own = (specifier: string) => resolveOwn(root, file, specifier)
  const imports = module.staticImports.flatMap(({ moduleRequest, entries }): Imported[] => {
    const from = own(moduleRequest.value)
    if (!from) return []
    if (entries.length === 0) return [{ local: '', from, name: '*' }]
    return entries
      .filter(({ isType }) => !isType)
      .map(({ importName, localName }) => {
        const name =
          importName.kind === 'Name' ? (importName.name ?? '*') : importName.kind === 'Default' ? 'default' : '*'
        return { local: localName.value, from, name }
      })
  })
  const passedOn = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, importName, exportName, isType }): PassedOn[] => {
      const from = moduleRequest && !isType ? own(moduleRequest.value) : null
      return from ? [{ exported: exportName.name ?? '*', from, name: importName.name ?? '*' }] : []
    }),
  )
  const named: string[] = []
  const uses = new Map<string, number>()
  for (const node of walk(program)) {
    const text = textOf(node)
    if (text) named.push(...namedFile(root, file, text))
    if (node.type === 'ImportExpression') named.push(own(textOf(node.source) ?? '') ?? '')
    const name = node.type === 'Literal' ? null : nameOf(node)
    if (name) uses.set(name, (uses.get(name) ?? 0) + 1)
  }
  return { imports, passedOn, named: named.filter((each) => SOURCE.test(each)), uses }
}
