import { childrenOf, isNode, type Node, nameOf, parse, textOf, walk } from './syntax-tree'

export type StateWrite = { line: number; model: string; why: string }

const UPDATES = ['update', 'updateMany', 'updateManyAndReturn', 'upsert']
const CREATES = ['create', 'createMany', 'createManyAndReturn']
/** Parts of the argument of a Prisma call in which columns are written. */
const WRITTEN = ['data', 'create', 'update']
const SET = /\bSET\b([\s\S]*?)(?:\bWHERE\b|\bFROM\b|\bRETURNING\b|$)/gi
const STATE_SET = /(?:^|[\s,(])"?state"?\s*=/i
/** The model of a table, also behind ONLY and the name of a schema. */
const TABLE = '(?:ONLY\\s+)?(?:"?\\w+"?\\s*\\.\\s*)?"(\\w+)"'
const INSERTED = new RegExp(`\\bINSERT\\s+INTO\\s+${TABLE}[^(]*(\\([^)]*\\))?`, 'gi')
const CHANGED = new RegExp(`\\b(?:UPDATE|MERGE\\s+INTO)\\s+${TABLE}`, 'gi')
/** Keys under which Prisma writes rows of a relation together with the row itself. */
const NESTED = ['create', 'createMany', 'connectOrCreate', 'update', 'updateMany', 'upsert']

/** "tx.runVideo.update": the model, as the client names it, and the method. */
function clientCall({ callee }: Node): { model: string; method: string } | null {
  if (!isNode(callee) || callee.type !== 'MemberExpression') return null
  const { object, property } = callee
  if (!isNode(object) || object.type !== 'MemberExpression') return null
  const [model, method] = [nameOf(object.property), nameOf(property)]
  return model && method ? { model, method } : null
}

/** Finds the possible values of an expression that is written to a row, within one file. */
class Written {
  readonly #initialisers = new Map<string, Node[]>()
  readonly problems: { node: Node; why: string }[] = []
  /** Those of rows of a relation, which count for every model. */
  readonly related: { node: Node; why: string }[] = []
  readonly #isCreated: boolean

  constructor(program: Node, isCreated: boolean) {
    this.#isCreated = isCreated
    for (const node of walk(program)) {
      if (node.type !== 'VariableDeclarator' || !isNode(node.init)) continue
      const name = nameOf(node.id)
      if (name) this.#initialisers.set(name, [...(this.#initialisers.get(name) ?? []), node.init])
    }
  }

  read(node: unknown): void {
    if (!isNode(node)) return
    switch (node.type) {
      case 'ObjectExpression':
        for (const property of childrenOf(node)) this.#readProperty(property)
        return
      case 'ArrayExpression':
        for (const element of childrenOf(node)) this.read(element)
        return
      case 'ConditionalExpression':
        this.read(node.consequent)
        this.read(node.alternate)
        return
      case 'LogicalExpression':
        if (node.operator !== '&&') this.read(node.left)
        this.read(node.right)
        return
      case 'SpreadElement':
        this.read(node.argument)
        return
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'ParenthesizedExpression':
        this.read(node.expression)
        return
      case 'Identifier':
        this.#readName(node)
        return
      case 'CallExpression':
        if (!this.#readMapped(node)) this.#refuse(node)
        return
      default:
        this.#refuse(node)
    }
  }

  /** A new row without a state gets its first one from the database; a change must provably not write the state. */
  #refuse(node: Node): void {
    if (this.#isCreated) return
    this.problems.push({
      node,
      why: 'writes what this file does not spell out, so nobody sees whether a state is in it',
    })
  }

  #readName(node: Node): void {
    const known = this.#initialisers.get(String(node.name)) ?? []
    if (known.length === 0) this.#refuse(node)
    for (const initialiser of known) this.read(initialiser)
  }

  #readProperty(node: Node): void {
    if (node.type !== 'Property') this.read(node)
    if (node.type !== 'Property') return
    const { value } = node
    if (isNode(value) && value.type === 'ObjectExpression') this.#readRelation(value)
    if (nameOf(node.key) !== 'state') return
    const isStart = isNode(value) && value.type === 'CallExpression' && nameOf(value.callee) === 'startsAs'
    if (!(this.#isCreated && isStart)) this.problems.push({ node, why: 'writes a state by itself' })
  }

  /** `assignments: { updateMany: { where, data: { state } } }`: whatever the relation is, its rows go through their own table. */
  #readRelation(value: Node): void {
    for (const part of childrenOf(value)) {
      if (!NESTED.includes(nameOf(part.key) ?? '')) continue
      for (const each of walk(part))
        if (each.type === 'Property' && nameOf(each.key) === 'state')
          this.related.push({ node: each, why: 'writes a state of a related row by itself' })
    }
  }

  /** `rows.map((row) => ({ … }))`. */
  #readMapped(node: Node): boolean {
    const { callee, arguments: given } = node
    const [mapper] = Array.isArray(given) ? given : []
    if (!isNode(callee) || nameOf(callee.property) !== 'map' || !isNode(mapper) || !isNode(mapper.body)) return false
    if (mapper.body.type !== 'BlockStatement') this.read(mapper.body)
    else for (const each of walk(mapper.body)) if (each.type === 'ReturnStatement') this.read(each.argument)
    return true
  }
}

function sqlWrite(text: string, models: readonly string[]): string | null {
  const inserts = Array.from(text.matchAll(INSERTED), ([, model = '', columns = '']) => ({ model, columns }))
  const inserted = inserts.find(({ model, columns }) => models.includes(model) && /\bstate\b/i.test(columns))
  if (inserted) return inserted.model
  const changed = [
    ...inserts.map(({ model }) => model),
    ...Array.from(text.matchAll(CHANGED), ([, model = '']) => model),
  ]
  const sets = Array.from(text.matchAll(SET), ([, set = '']) => set)
  if (!sets.some((set) => STATE_SET.test(set))) return null
  return changed.find((model) => models.includes(model)) ?? null
}

/** Models of a Prisma schema whose rows have a state. */
export function statedModels(schema: string): string[] {
  const models = Array.from(schema.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm))
  return models.flatMap(([, name = '', body = '']) => (/^ {2}state\s+\w+/m.test(body) ? [name] : []))
}

/**
 * Where a file writes the state of a row other than through `transition`, `moveInSql` or `startsAs`.
 * @param models as the schema names them
 */
export function stateWrites(file: string, text: string, models: readonly string[]): StateWrite[] {
  const { program } = parse(file, text)
  const byClientName = new Map(models.map((model) => [model.charAt(0).toLowerCase() + model.slice(1), model]))
  const found: StateWrite[] = []
  const note = (node: Node, model: string, why: string) =>
    found.push({ line: text.slice(0, node.start).split('\n').length, model, why })
  for (const node of walk(program)) {
    const call = node.type === 'CallExpression' ? clientCall(node) : null
    const model = call && byClientName.get(call.model)
    if (call && [...UPDATES, ...CREATES].includes(call.method)) {
      const [argument] = Array.isArray(node.arguments) ? node.arguments : []
      const parts = isNode(argument) && argument.type === 'ObjectExpression' ? childrenOf(argument) : []
      for (const part of parts) {
        const name = nameOf(part.key)
        if (!name || !WRITTEN.includes(name)) continue
        const written = new Written(program, CREATES.includes(call.method) || name === 'create')
        written.read(part.value)
        const problems = model ? [...written.problems, ...written.related] : written.related
        for (const problem of problems) note(problem.node, model ?? call.model, problem.why)
      }
      if (model && parts.length === 0) note(node, model, 'writes what the call does not spell out')
    }
    const sql = textOf(node)
    const moved = sql && sqlWrite(sql, models)
    if (moved) note(node, moved, 'writes a state in SQL by itself')
  }
  return found
}
