import { expect, test } from 'vitest'
import { z } from 'zod'
import { schemaText } from './schema-text'

test('writes an object with optional members, defaults and ranges', () => {
  const schema = z.toJSONSchema(
    z.object({
      id: z.uuid(),
      share: z.number().min(0).max(1),
      roles: z.array(z.enum(['admin', 'reviewer'])),
      limit: z.int().min(1).default(50),
      note: z.string().nullable().optional(),
    }),
    { io: 'input' },
  )
  expect(schemaText(schema)).toBe(
    [
      '{',
      '  id: string (uuid)',
      '  share: number (0 to 1)',
      '  roles: ("admin" | "reviewer")[]',
      '  limit?: integer (1 or more) = 50',
      '  note?: string | null',
      '}',
    ].join('\n'),
  )
})

test('indents what is nested and names what is referred to', () => {
  expect(schemaText({ type: 'object', properties: { error: { $ref: '#/components/schemas/Error' } } })).toBe(
    '{\n  error?: Error\n}',
  )
  expect(
    schemaText({ type: 'array', items: { type: 'object', properties: { a: { const: 1 } }, required: ['a'] } }),
  ).toBe('{\n  a: 1\n}[]')
})
