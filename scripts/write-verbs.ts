import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type ParseResult, parseSync, Visitor } from 'oxc-parser'
import { resolveOwn } from './import-graph'

/** A verb of the services that changes what is stored. */
export type WriteVerb = {
  /** Its file and its name: "lib/services/labelling/claim-next.ts:claimNext". */
  place: string
  /** Whether it checks permission, directly or through what it calls. */
  isGated: boolean
  isAudited: boolean
}

type Statement = ParseResult['program']['body'][number]
type Place = { file: string; name: string }
/** A function or constant of a file: what it does itself, and the names it uses. */
type Declared = { writes: boolean; takesVerb: boolean; names: string[] }
type Parsed = { declared: Map<string, Declared>; imported: Map<string, Place>; exported: Map<string, Place> }

const WRITES = /^(create|update|upsert|delete)(Many)?(AndReturn)?$/
/** What a row is written through: `tx.task.update`, `ctx.db.task.update`, `given.tx.task.update`; `hash.update` is none. */
const CLIENTS = /(^|[.#])(tx|db)\.\w+$/
/** Locks contain FOR UPDATE, which writes nothing. */
const WRITES_SQL =
  /\bINSERT INTO\b|\bDELETE FROM\b|\bMERGE INTO\b|\bTRUNCATE\b|(?<!FOR (?:NO KEY )?)\bUPDATE\s+(?:ONLY\s+)?(?:"?\w+"?\.)?"/
const GATES = ['requireAbility', 'requireArchived', 'requireOwner', 'requireBrowser', 'requirePassword']

function namesOf(statement: Statement): string[] {
  const declaration =
    statement.type === 'ExportNamedDeclaration' && statement.declaration ? statement.declaration : statement
  if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration')
    return declaration.id ? [declaration.id.name] : []
  if (declaration.type !== 'VariableDeclaration') return []
  return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? id.name : []))
}

/** What one statement at the top of a file does, anything inside of it included. */
function readStatement(result: ParseResult, statement: Statement, text: string): Declared {
  const found: Declared = { writes: false, takesVerb: false, names: [] }
  const members = new Set<number>()
  const source = (node: { start: number; end: number }) => text.slice(node.start, node.end)
  const visitor = new Visitor({
    // Names of members and keys are not names of ours: `jobs.runEvaluation` does not call runEvaluation.
    MemberExpression({ computed, property }) {
      if (!computed) members.add(property.start)
    },
    Property({ computed, shorthand, key }) {
      if (!computed && !shorthand) members.add(key.start)
    },
    Identifier({ name, start }) {
      if (!members.has(start)) found.names.push(name)
    },
    TSTypeReference({ typeName }) {
      if (source(typeName) === 'Verb') found.takesVerb = true
    },
    CallExpression({ callee }) {
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
      if (!WRITES.test(callee.property.name)) return
      const isReturning = callee.property.name.endsWith('AndReturn')
      if (isReturning || CLIENTS.test(source(callee.object))) found.writes = true
    },
    TemplateLiteral(template) {
      if (WRITES_SQL.test(source(template))) found.writes = true
    },
    Literal({ value }) {
      if (typeof value === 'string' && WRITES_SQL.test(value)) found.writes = true
    },
  })
  visitor.visit({ ...result.program, body: [statement] })
  return found
}

function parse(root: string, file: string): Parsed {
  const text = readFileSync(path.join(root, file), 'utf8')
  const result = parseSync(file, text)
  const placeOf = (request: string, name: string): Place | null => {
    const from = resolveOwn(root, file, request)
    return from && existsSync(path.join(root, from)) ? { file: from, name } : null
  }
  const parsed: Parsed = { declared: new Map(), imported: new Map(), exported: new Map() }
  for (const statement of result.program.body)
    for (const name of namesOf(statement)) parsed.declared.set(name, readStatement(result, statement, text))
  for (const { moduleRequest, entries } of result.module.staticImports)
    for (const { importName, localName } of entries) {
      const place = placeOf(moduleRequest.value, importName.name ?? 'default')
      if (place) parsed.imported.set(localName.value, place)
    }
  for (const { entries } of result.module.staticExports)
    for (const { moduleRequest, importName, exportName, localName } of entries) {
      if (!exportName.name) continue
      const place = moduleRequest
        ? placeOf(moduleRequest.value, importName.name ?? exportName.name)
        : { file, name: localName.name ?? exportName.name }
      if (place) parsed.exported.set(exportName.name, place)
    }
  return parsed
}

/** The services and what they call, as a graph of declarations. */
class Calls {
  readonly #files = new Map<string, Parsed>()

  constructor(readonly root: string) {}

  file(file: string): Parsed {
    const known = this.#files.get(file) ?? parse(this.root, file)
    this.#files.set(file, known)
    return known
  }

  /** Where a name is declared, through any number of index files. */
  declaration({ file, name }: Place): Place | null {
    if (!/^lib\/(services|platform)\//.test(file) || file.includes('/generated/')) return null
    const { declared, exported, imported } = this.file(file)
    if (declared.has(name)) return { file, name }
    const next = exported.get(name) ?? imported.get(name)
    return next && !(next.file === file && next.name === name) ? this.declaration(next) : null
  }

  /** All declarations that are reached from one, itself included. */
  reachedFrom(start: Place): Map<string, Declared> {
    const reached = new Map<string, Declared>()
    const waiting = [start]
    for (let place = waiting.pop(); place; place = waiting.pop()) {
      const key = `${place.file}:${place.name}`
      const { declared, imported } = this.file(place.file)
      const found = declared.get(place.name)
      if (!found || reached.has(key)) continue
      reached.set(key, found)
      for (const name of found.names) {
        const own = declared.has(name) ? { file: place.file, name } : null
        const from = own ?? imported.get(name)
        const next = from ? this.declaration(from) : null
        if (next) waiting.push(next)
      }
    }
    return reached
  }
}

/**
 * The verbs that write, of the stages' index files.
 * @param indexes "lib/services/labelling/index.ts" …
 */
export function writeVerbs(root: string, indexes: readonly string[]): WriteVerb[] {
  const calls = new Calls(root)
  return indexes.flatMap((index) =>
    [...calls.file(index).exported.values()].flatMap((place) => {
      const declared = calls.declaration(place)
      if (!declared || !calls.file(declared.file).declared.get(declared.name)?.takesVerb) return []
      const reached = calls.reachedFrom(declared)
      if (![...reached.values()].some(({ writes }) => writes)) return []
      const names = new Set([...reached.keys()].map((key) => key.split(':').at(-1) ?? ''))
      return {
        place: `${declared.file}:${declared.name}`,
        isGated: GATES.some((gate) => names.has(gate)),
        isAudited: reached.has('lib/platform/context.ts:audit'),
      }
    }),
  )
}

/** Names that the website's own code imports from the services: anyone may call them. */
export function namesCalledByWeb(files: readonly { file: string; text: string }[]): Set<string> {
  const names = files.flatMap(({ file, text }) =>
    parseSync(file, text).module.staticImports.flatMap(({ moduleRequest, entries }) =>
      moduleRequest.value.startsWith('@/lib/services/')
        ? entries.flatMap(({ importName, isType }) => (isType ? [] : (importName.name ?? [])))
        : [],
    ),
  )
  return new Set(names)
}
