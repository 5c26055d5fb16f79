import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from 'oxc-parser'

const ENDINGS = ['', '.ts', '.tsx', '.mjs', '.json', '/index.ts', '/index.tsx']

/** Every specifier of a file: static, type-only, re-exported and literal dynamic imports. */
export function specifiersOf(file: string, text: string): string[] {
  const { module } = parseSync(file, text)
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
  )
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
    const literal = /^(['"])(.*)\1$/.exec(text.slice(start, end))
    return literal?.[2] ?? []
  })
  return [...module.staticImports.map(({ moduleRequest }) => moduleRequest.value), ...exported, ...dynamic]
}

/** The file behind a specifier, relative to the root, or null for a package. */
export function resolveOwn(root: string, from: string, specifier: string): string | null {
  const base = specifier.startsWith('@/')
    ? specifier.slice(2)
    : specifier.startsWith('.')
      ? path.posix.join(path.posix.dirname(from), specifier)
      : null
  if (base === null) return null
  const found = ENDINGS.map((ending) => base + ending).find((candidate) => {
    const full = path.join(root, candidate)
    return existsSync(full) && statSync(full).isFile()
  })
  return found ?? base
}

export type FileImports = { file: string; own: string[]; packages: string[] }

export function importsOf(root: string, file: string): FileImports {
  const specifiers = [...new Set(specifiersOf(file, readFileSync(path.join(root, file), 'utf8')))]
  const resolved = specifiers.map((specifier) => ({ specifier, own: resolveOwn(root, file, specifier) }))
  return {
    file,
    own: resolved.flatMap(({ own }) => own ?? []),
    packages: resolved.flatMap(({ own, specifier }) => (own === null ? [specifier] : [])),
  }
}

/** One cycle for every group of files that import each other. */
export function findCycles(graph: readonly FileImports[]): string[][] {
  const importsByFile = new Map(graph.map(({ file, own }) => [file, own]))
  const done = new Set<string>()
  const cycles: string[][] = []
  function visit(file: string, trail: string[]): void {
    const at = trail.indexOf(file)
    if (at >= 0) {
      cycles.push([...trail.slice(at), file])
      return
    }
    if (done.has(file)) return
    for (const next of importsByFile.get(file) ?? []) visit(next, [...trail, file])
    done.add(file)
  }
  for (const { file } of graph) visit(file, [])
  return cycles
}
