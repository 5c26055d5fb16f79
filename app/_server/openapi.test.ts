import { expect, test } from 'vitest'
import { openApiDocument } from './openapi'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

async function plainDocument(): Promise<{ [key: string]: Json }> {
  return JSON.parse(JSON.stringify(await openApiDocument()))
}

function referencesIn(value: Json): string[] {
  if (value === null || typeof value !== 'object') return []
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  const own = typeof value.$ref === 'string' ? [value.$ref] : []
  return [...own, ...Object.values(value).flatMap(referencesIn)]
}

function follow(document: Json, reference: string): Json | undefined {
  return reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<Json | undefined>((at, part) => (at as { [key: string]: Json } | undefined)?.[part], document)
}

test('is OpenAPI 3.1 with every reference resolved', async () => {
  const document = await plainDocument()
  expect(document.openapi).toMatch(/^3\.1\./)
  const references = new Set(referencesIn(document))
  expect(references.size).toBeGreaterThan(0)
  for (const reference of references) expect(follow(document, reference), reference).toBeDefined()
})

test('a tuple is written as OpenAPI 3.1 has it', async () => {
  const text = JSON.stringify(await openApiDocument())
  expect(text.includes('"items":[')).toBe(false)
  expect(text.includes('"type":"array","items":{"type":"number"},"minItems":2,"maxItems":2')).toBe(true)
})

test('every answer that the doors give is described', async () => {
  const { paths = {} } = await plainDocument()
  for (const operations of Object.values(paths as Record<string, Record<string, { responses: object }>>))
    for (const { responses } of Object.values(operations))
      expect(Object.keys(responses)).toEqual(
        expect.arrayContaining(['400', '401', '408', '413', '414', '415', '429', '431', '500', '503']),
      )
})

test('describes every operation once, with a summary, its path parameters and an answer', async () => {
  const { paths = {} } = await openApiDocument()
  const seen = new Set<string>()
  for (const [path, operations] of Object.entries(paths)) {
    for (const operation of Object.values(operations ?? {})) {
      if (typeof operation !== 'object' || !('operationId' in operation)) continue
      const { operationId = '', summary, parameters = [], responses } = operation
      expect(seen.has(operationId), operationId).toBe(false)
      seen.add(operationId)
      expect(summary, operationId).toBeTruthy()
      expect(responses?.['200'], operationId).toBeDefined()
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const given = parameters.flatMap((each) => ('in' in each && each.in === 'path' ? [each.name] : []))
      expect(given.sort(), operationId).toEqual(wanted.sort())
    }
  }
  expect(seen.size).toBeGreaterThan(40)
})

/** Times in microseconds are stored in larger columns. */
const WIDE = /Us$/

function tooWide(value: Json, name = ''): string[] {
  if (value === null || typeof value !== 'object') return []
  if (Array.isArray(value)) return value.flatMap((part) => tooWide(part, name))
  const isWide = value.type === 'integer' && !(Number(value.maximum) < 2 ** 31) && !WIDE.test(name)
  return [...(isWide ? [name] : []), ...Object.entries(value).flatMap(([key, part]) => tooWide(part, key))]
}

test('no whole number that a caller sends is larger than the database holds', async () => {
  const { paths = {} } = await plainDocument()
  const found = Object.values(paths as Record<string, Record<string, Json>>).flatMap((operations) =>
    Object.values(operations).flatMap((operation) => {
      const { operationId, parameters = [], requestBody = null } = operation as { [key: string]: Json }
      const named = (parameters as { name: string; schema: Json }[]).map(({ name, schema }) => ({ [name]: schema }))
      return [...tooWide(named), ...tooWide(requestBody)].map((name) => `${String(operationId)}: ${name}`)
    }),
  )
  expect([...new Set(found)]).toEqual([])
})
