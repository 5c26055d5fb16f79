import { execFileSync } from 'node:child_process'
import path from 'node:path'
import {
  type CallExpression,
  type Expression,
  type Node,
  type SourceFile,
  SyntaxKind,
  type TaggedTemplateExpression,
} from 'typescript/unstable/ast'
import { isCallExpression, isPropertyAccessExpression, isTaggedTemplateExpression } from 'typescript/unstable/ast/is'
import { API, type Checker, type Type, TypeFlags } from 'typescript/unstable/sync'

/** The TypeScript type of a column's values; `unknown` can be anything, like any JSON; `mixed` is one of several. */
export type DeclaredType = 'string' | 'number' | 'bigint' | 'boolean' | 'date' | 'bytes' | 'json' | 'mixed' | 'unknown'

export type DeclaredColumn = {
  name: string
  type: DeclaredType
  isArray: boolean
  isNullable: boolean
  /** All that it may be, where its type is a union of strings; null for others. */
  values: string[] | null
}

/** A call of a raw statement in the product's own sources. */
export type RawStatement = {
  file: string
  /** First and last line of the call, from 1. */
  line: number
  lastLine: number
  /** Of the declared rows; null where no code reads them. */
  columns: DeclaredColumn[] | null
}

export type RawSources = {
  statements: RawStatement[]
  /** Each literal piece of SQL: the text between two values of a template. */
  pieces: { file: string; line: number; text: string }[]
}

const RAW = /^\$(query|execute)Raw(Unsafe)?$/
const MARKS_SQL = /\$(query|execute)Raw|Prisma\.sql/
const FOLDERS = ['app', 'components', 'lib', 'workers', 'scripts', 'prisma']

/** Tracked and new files with SQL in them, tests left out. */
function filesWithSql(root: string): string[] {
  const args = ['grep', '--untracked', '-lE', MARKS_SQL.source, '--', ...FOLDERS]
  const files = execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim().split('\n')
  return files.filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file)).sort()
}

const NOTHING = TypeFlags.Null | TypeFlags.Undefined

/** The members of a union other than null, and whether null was one. */
function withoutNull(type: Type): { types: readonly Type[]; isNullable: boolean } {
  const all = type.isUnionType() ? type.getTypes() : [type]
  const types = all.filter(({ flags }) => !(flags & NOTHING))
  return { types, isNullable: types.length < all.length }
}

/** The members of Prisma's JsonValue. */
const ANY_JSON: readonly DeclaredType[] = ['string', 'number', 'boolean', 'json']

function kindOf(types: readonly Type[]): DeclaredType {
  const kinds = new Set(types.map(kindOfOne))
  const [only] = kinds
  if (kinds.size === 1 && only) return only
  return ANY_JSON.every((kind) => kinds.has(kind)) ? 'unknown' : 'mixed'
}

function kindOfOne(type: Type): DeclaredType {
  const { flags } = type
  if (flags & (TypeFlags.Any | TypeFlags.Unknown)) return 'unknown'
  if (flags & (TypeFlags.String | TypeFlags.StringLiteral | TypeFlags.Enum)) return 'string'
  if (flags & (TypeFlags.Number | TypeFlags.NumberLiteral)) return 'number'
  if (flags & (TypeFlags.BigInt | TypeFlags.BigIntLiteral)) return 'bigint'
  if (flags & (TypeFlags.Boolean | TypeFlags.BooleanLiteral)) return 'boolean'
  const name = type.getSymbol()?.name
  if (name === 'Date') return 'date'
  return name === 'Uint8Array' || name === 'Buffer' ? 'bytes' : 'json'
}

function valuesOf(types: readonly Type[]): string[] | null {
  const values = types.flatMap((type) => (type.isStringLiteralType() ? type.value : []))
  return values.length === types.length ? values : null
}

function columnOf(checker: Checker, name: string, type: Type): DeclaredColumn {
  const { types, isNullable } = withoutNull(type)
  const [first] = types
  const elements = types.length === 1 && first ? elementsOf(checker, first) : null
  const said = elements ?? types
  return { name, type: kindOf(said), isArray: elements !== null, isNullable, values: valuesOf(said) }
}

/** The types of a list's elements; null for a type that is not a list. */
function elementsOf(checker: Checker, type: Type): readonly Type[] | null {
  if (!checker.isArrayType(type) || !type.isTypeReference()) return null
  const [element] = checker.getTypeArguments(type)
  return element ? withoutNull(element).types : null
}

/** @param type of the whole answer: an array of rows */
function columnsOf(checker: Checker, type: Type, place: string): DeclaredColumn[] | null {
  if (type.flags & TypeFlags.Unknown) return null
  const [row] = checker.isArrayType(type) && type.isTypeReference() ? checker.getTypeArguments(type) : []
  if (!row) throw new Error(`${place}: rows of raw SQL are typed as an array, not as ${checker.typeToString(type)}.`)
  if (row.flags & TypeFlags.Unknown) return null
  if (row.flags & TypeFlags.Any) throw new Error(`${place}: rows of raw SQL need a type.`)
  return checker.getPropertiesOfType(row).map((property) => {
    const declared = checker.getTypeOfSymbol(property)
    if (!declared) throw new Error(`${place}: the type of ${property.name} is not known.`)
    return columnOf(checker, property.name, declared)
  })
}

/** The literal texts of a template. */
function textsOf(node: TaggedTemplateExpression): string[] {
  const { template } = node
  if (template.kind === SyntaxKind.NoSubstitutionTemplateLiteral) return [template.text]
  return [template.head.text, ...template.templateSpans.map((span) => span.literal.text)]
}

class Reader {
  readonly sources: RawSources = { statements: [], pieces: [] }

  constructor(
    readonly checker: Checker,
    readonly file: string,
    readonly source: SourceFile,
  ) {}

  read(node: Node): void {
    if (isTaggedTemplateExpression(node)) this.#readTemplate(node)
    if (isCallExpression(node)) this.#readStatement(node, node.expression)
    node.forEachChild((child) => this.read(child))
  }

  #lineAt(position: number): number {
    return this.source.text.slice(0, position).split('\n').length
  }

  #readTemplate(node: TaggedTemplateExpression): void {
    if (!isPropertyAccessExpression(node.tag)) return
    const name = node.tag.name.text
    if (name !== 'sql' && !RAW.test(name)) return
    const line = this.#lineAt(node.getStart(this.source))
    for (const text of textsOf(node)) if (text.trim()) this.sources.pieces.push({ file: this.file, line, text })
    this.#readStatement(node, node.tag)
  }

  #readStatement(node: TaggedTemplateExpression | CallExpression, called: Expression): void {
    if (!isPropertyAccessExpression(called) || !RAW.test(called.name.text)) return
    const [line, lastLine] = [this.#lineAt(node.getStart(this.source)), this.#lineAt(node.end)]
    const [rows] = called.name.text.startsWith('$query') ? (node.typeArguments ?? []) : []
    const type = rows ? this.checker.getTypeFromTypeNode(rows) : undefined
    const columns = type ? columnsOf(this.checker, type, `${this.file}:${line}`) : null
    this.sources.statements.push({ file: this.file, line, lastLine, columns })
  }
}

/** Every raw statement of the product and every piece of SQL, as TypeScript sees them. */
export function rawSources(root: string): RawSources {
  const config = path.join(root, 'tsconfig.json')
  const api = new API({ cwd: root })
  try {
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config)
    if (!project) throw new Error(`TypeScript does not open ${config}.`)
    const read = filesWithSql(root).map((file) => {
      const source = project.program.getSourceFile(path.join(root, file))
      if (!source) throw new Error(`TypeScript does not know ${file}.`)
      const reader = new Reader(project.checker, file, source)
      reader.read(source)
      return reader.sources
    })
    return {
      statements: read.flatMap(({ statements }) => statements),
      pieces: read.flatMap(({ pieces }) => pieces),
    }
  } finally {
    api.close()
  }
}
