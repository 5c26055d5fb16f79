type Schema = {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  format?: string
  default?: unknown
  anyOf?: unknown[]
  oneOf?: unknown[]
  allOf?: unknown[]
  prefixItems?: unknown[]
  items?: unknown
  properties?: Record<string, unknown>
  additionalProperties?: unknown
  required?: string[]
  minimum?: number
  maximum?: number
}

/** A JSON schema as a short text for readers of an API: `{ name: string; role?: "admin" | "reviewer" }`. */
export function schemaText(schema: unknown, indent = ''): string {
  if (typeof schema !== 'object' || schema === null) return 'any'
  const given: Schema = schema
  if (given.$ref) return given.$ref.split('/').at(-1) ?? 'any'
  if (given.const !== undefined) return JSON.stringify(given.const)
  if (given.enum) return given.enum.map((value) => JSON.stringify(value)).join(' | ')
  const choices = given.anyOf ?? given.oneOf
  if (choices) return [...new Set(choices.map((choice) => schemaText(choice, indent)))].join(' | ')
  if (given.allOf) return given.allOf.map((part) => schemaText(part, indent)).join(' & ')
  if (Array.isArray(given.type)) return given.type.join(' | ')
  if (given.type === 'array') return arrayText(given, indent)
  if (given.type === 'object' || given.properties) return objectText(given, indent)
  return scalarText(given)
}

function scalarText({ type = 'any', format, minimum, maximum }: Schema): string {
  const range = rangeText(minimum, maximum)
  const notes = [format, range].filter(Boolean)
  return notes.length > 0 ? `${type} (${notes.join(', ')})` : `${type}`
}

function rangeText(minimum: number | undefined, maximum: number | undefined): string | undefined {
  const isMeant = (limit: number | undefined) => limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER
  if (isMeant(minimum) && isMeant(maximum)) return `${minimum} to ${maximum}`
  if (isMeant(minimum)) return `${minimum} or more`
  return isMeant(maximum) ? `${maximum} or less` : undefined
}

function arrayText({ items, prefixItems }: Schema, indent: string): string {
  if (prefixItems) return `[${prefixItems.map((item) => schemaText(item, indent)).join(', ')}]`
  const item = schemaText(items, indent)
  return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`
}

function objectText({ properties, additionalProperties, required = [] }: Schema, indent: string): string {
  const inner = `${indent}  `
  const lines = Object.entries(properties ?? {}).map(([name, value]) => {
    const fallback = (value as Schema | null)?.default
    const note = fallback === undefined ? '' : ` = ${JSON.stringify(fallback)}`
    return `${inner}${name}${required.includes(name) ? '' : '?'}: ${schemaText(value, inner)}${note}`
  })
  if (additionalProperties && typeof additionalProperties === 'object') {
    lines.push(`${inner}[name]: ${schemaText(additionalProperties, inner)}`)
  }
  return lines.length > 0 ? `{\n${lines.join('\n')}\n${indent}}` : '{}'
}
