import { schemaText } from './schema-text'

export type ParameterView = { name: string; place: string; isRequired: boolean; type: string }
export type OperationView = {
  id: string
  method: string
  path: string
  summary: string
  parameters: ParameterView[]
  /** TypeScript-like text; null where there is no body. */
  body: string | null
  answer: string | null
  /**
   * The scope that a token needs, `session` where no token is allowed, `none` where any token works, or none is needed.
   */
  scope: string
}
export type OperationGroup = { tag: string; operations: OperationView[] }

type Content = { content?: Record<string, { schema?: unknown }> }
type Operation = {
  operationId?: string
  summary?: string
  tags?: string[]
  'x-scope'?: string
  parameters?: { name: string; in: string; required?: boolean; schema?: unknown }[]
  requestBody?: Content
  responses?: Record<string, Content>
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

function bodyText({ content }: Content = {}): string | null {
  const schema = content?.['application/json']?.schema
  return schema === undefined ? null : schemaText(schema)
}

function viewOf(path: string, method: string, operation: Operation, prefix: string): OperationView {
  return {
    id: operation.operationId ?? `${method} ${path}`,
    method: method.toUpperCase(),
    path: prefix + path,
    summary: operation.summary ?? '',
    parameters: (operation.parameters ?? []).map((parameter) => ({
      name: parameter.name,
      place: parameter.in,
      isRequired: parameter.required ?? false,
      type: schemaText(parameter.schema),
    })),
    body: bodyText(operation.requestBody),
    answer: bodyText(operation.responses?.['200']),
    scope: operation['x-scope'] ?? 'none',
  }
}

/** The operations of an OpenAPI document by tag, in its own order, each ready to be read. */
export function operationGroups(document: {
  paths?: Record<string, unknown>
  servers?: { url: string }[]
}): OperationGroup[] {
  const groups = new Map<string, OperationView[]>()
  for (const [path, operations] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries((operations ?? {}) as Record<string, Operation>)) {
      if (!METHODS.includes(method)) continue
      const tag = operation.tags?.[0] ?? ''
      const view = viewOf(path, method, operation, document.servers?.[0]?.url ?? '')
      groups.set(tag, [...(groups.get(tag) ?? []), view])
    }
  }
  return [...groups].map(([tag, operations]) => ({ tag, operations }))
}
