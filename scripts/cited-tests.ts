import { childrenOf, isNode, type Node, nameOf, parse, textOf, walk } from './syntax-tree'

/** A test, or a group of tests, whose title cites rules, with every name that its code uses and the strings in it. */
export type CitingTest = { line: number; title: string; names: Set<string>; texts: Set<string> }

const ID = /\[[A-Z]{2}\d+\]/

/** "test", also of `test.each(…)(…)`. */
function rootOf(callee: unknown): string | null {
  let at = callee
  while (isNode(at) && at.type !== 'Identifier') at = at.callee ?? at.object ?? at.tag
  return nameOf(at)
}

/** Declarations of a file by name, so that a test's helpers are part of it. */
function declarationsOf(program: Node): Map<string, Node[]> {
  const declared = new Map<string, Node[]>()
  for (const node of walk(program)) {
    if (!/^(FunctionDeclaration|ClassDeclaration|VariableDeclarator)$/.test(node.type) || !isNode(node.id)) continue
    const names = [...walk(node.id)].flatMap((each) => nameOf(each) ?? [])
    for (const name of names) declared.set(name, [...(declared.get(name) ?? []), node])
  }
  return declared
}

function usedBy(nodes: readonly Node[], declared: ReadonlyMap<string, readonly Node[]>) {
  const names = new Set<string>()
  const texts = new Set<string>()
  const seen = new Set<Node>()
  const waiting = [...nodes]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    const text = textOf(node)
    if (text !== null) texts.add(text)
    const name = node.type === 'Literal' ? null : nameOf(node)
    if (name && !names.has(name)) {
      names.add(name)
      waiting.push(...(declared.get(name) ?? []))
    }
    waiting.push(...childrenOf(node))
  }
  return { names, texts }
}

/** The tests of a file that cite rules. Hooks of the file (`beforeEach`) are not included. */
export function citingTests(file: string, text: string): CitingTest[] {
  const { program } = parse(file, text)
  const declared = declarationsOf(program)
  const found: CitingTest[] = []
  for (const node of walk(program)) {
    if (node.type !== 'CallExpression' || !/^(test|it|describe)$/.test(rootOf(node.callee) ?? '')) continue
    const [first, ...rest] = Array.isArray(node.arguments) ? node.arguments.filter(isNode) : []
    const title = textOf(first)
    if (!title || !ID.test(title) || rest.length === 0) continue
    const tables = isNode(node.callee) ? [node.callee] : []
    const line = text.slice(0, node.start).split('\n').length
    found.push({ line, title, ...usedBy([...tables, ...rest], declared) })
  }
  return found
}
