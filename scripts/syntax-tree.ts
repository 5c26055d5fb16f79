import { parseSync } from 'oxc-parser'

/** A node of an ESTree syntax tree, with the fields used here. */
export type Node = { type: string; start: number; end: number } & Record<string, unknown>

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

export function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) => {
    if (Array.isArray(value)) return value.filter(isNode)
    return isNode(value) ? value : []
  })
}

/** The node and everything below it. */
export function* walk(node: Node): Generator<Node> {
  yield node
  for (const child of childrenOf(node)) yield* walk(child)
}

/** Of an identifier or a literal. */
export function nameOf(node: unknown): string | null {
  if (!isNode(node)) return null
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return String(node.name)
  return node.type === 'Literal' ? String(node.value) : null
}

/** Text of a string or a template, `\u0000` for each expression in it; null for anything else. */
export function textOf(node: unknown): string | null {
  if (!isNode(node)) return null
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node.quasis)) return null
  return node.quasis.map(({ value }: { value: { raw: string } }) => value.raw).join('\u0000')
}

/** @throws SyntaxError for text that is not a program */
export function parse(file: string, text: string): { program: Node; module: ReturnType<typeof parseSync>['module'] } {
  const { program, module, errors } = parseSync(file, text)
  if (errors[0]) throw new SyntaxError(`${file}: ${errors[0].message}`)
  if (!isNode(program)) throw new SyntaxError(`${file} has no program.`)
  return { program, module }
}
