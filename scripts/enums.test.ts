import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { expect, test } from 'vitest'
import { z } from 'zod'
import * as accounts from '@/lib/domain/accounts'
import * as deletion from '@/lib/domain/deletion'
import * as evaluation from '@/lib/domain/evaluation'
import * as exports from '@/lib/domain/exports'
import * as labelling from '@/lib/domain/labelling'
import * as media from '@/lib/domain/media'
import * as proposals from '@/lib/domain/proposals'
import * as taxonomy from '@/lib/domain/taxonomy'
import { sourceFiles } from './source-files'

const ROOT = path.resolve(import.meta.dirname, '..')

/** Enums of the database whose name in the domain is another. */
const CALLED: Record<string, string> = { ProposalArm: 'Arm' }

const schema = readFileSync(path.join(ROOT, 'prisma', 'schema.prisma'), 'utf8')
const stored = [...schema.matchAll(/^enum (\w+) \{\n([^}]*)\}/gm)].map(([, name = '', body = '']) => ({
  name: CALLED[name] ?? name,
  values: body.split('\n').flatMap((line) => /^\s+(\w+)$/.exec(line)?.[1] ?? []),
}))

const domain = new Map<string, unknown>(
  [accounts, deletion, evaluation, exports, labelling, media, proposals, taxonomy].flatMap((stage) =>
    Object.entries(stage),
  ),
)

test('the schema has enums', () => {
  expect(stored.length).toBeGreaterThan(20)
  expect(stored).toContainEqual({ name: 'PairKind', values: ['frame', 'video'] })
})

test.each(stored)('$name has the same values in the database and in the domain', ({ name, values }) => {
  const declared = domain.get(name)
  expect(declared).toBeInstanceOf(z.ZodEnum)
  expect(declared instanceof z.ZodEnum ? declared.options.toSorted() : []).toEqual(values.toSorted())
})

type Written = { place: string; name: string | null; values: string }

/** Every z.enum with a literal list, and the constant it defines, if it defines one. */
function writtenEnums(file: string): Written[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8')
  const names = new Map<number, string>()
  const found: Written[] = []
  new Visitor({
    VariableDeclarator({ id, init }) {
      if (init && id.type === 'Identifier') names.set(init.start, id.name)
    },
    CallExpression({ start, callee, arguments: [list] }) {
      if (text.slice(callee.start, callee.end) !== 'z.enum' || list?.type !== 'ArrayExpression') return
      const values = list.elements.map((one) => (one?.type === 'Literal' ? String(one.value) : null))
      if (values.includes(null)) return
      const place = `${file}:${text.slice(0, start).split('\n').length}`
      found.push({ place, name: names.get(start) ?? null, values: values.toSorted().join(' ') })
    },
  }).visit(parseSync(file, text).program)
  return found
}

const written = sourceFiles('lib')
  .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file))
  .flatMap(writtenEnums)

test('values that the database knows are written out in the domain alone, under its name', () => {
  const lists = new Set(stored.map(({ values }) => values.toSorted().join(' ')))
  const names = new Set(stored.map(({ name }) => name))
  const again = written.filter(
    ({ place, name, values }) => lists.has(values) && !(place.startsWith('lib/domain/') && names.has(name ?? '')),
  )
  expect(again).toEqual([])
})

test('no other list of values is written out twice', () => {
  const lists = new Set(stored.map(({ values }) => values.toSorted().join(' ')))
  const others = written.filter(({ values }) => !lists.has(values))
  const seen = new Map<string, string>()
  const twice = others.flatMap(({ place, values }) => {
    const first = seen.get(values)
    seen.set(values, place)
    return first ? `${first} and ${place}` : []
  })
  expect(twice).toEqual([])
})
