import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { expect, test } from 'vitest'
import { sourceFiles } from './source-files'

/** Casts of the services, and what they rest on. Rows and stored JSON have none: those are parsed. */
const CASTS: Record<string, string> = {
  'lib/services/exports/writers/parquet.ts: value as Record<string, unknown>':
    'the column is a struct, by the features that its cells were made from',
  'lib/services/exports/writers/parquet.ts: value as unknown[]':
    'the column is a list, by the features that its cells were made from',
  'lib/services/exports/writers/parquet.ts: sink as Sink<unknown>': 'sinks of all tables are closed alike',
  "lib/services/media/import-progress.ts: Object.fromEntries(ImportItemState.options.map((state) => [state, 0])) as ImportView['counts']":
    'fromEntries forgets its keys',
  'lib/services/media/parse-manifest.ts: value as Record<string, unknown>': 'an object, by the line above',
}

const ROOT = path.resolve(import.meta.dirname, '..')

function castsOf(file: string): string[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8')
  const found: string[] = []
  new Visitor({
    TSAsExpression({ start, end, typeAnnotation }) {
      if (text.slice(typeAnnotation.start, typeAnnotation.end) === 'const') return
      found.push(`${file}: ${text.slice(start, end).replaceAll(/\s+/g, ' ')}`)
    },
  }).visit(parseSync(file, text).program)
  return found
}

test('services take nothing for what they were not shown it is', () => {
  const files = sourceFiles('lib/services')
  const casts = files.filter((file) => file.endsWith('.ts') && !/\.test\.ts$|fixture/.test(file)).flatMap(castsOf)
  expect([...new Set(casts)].sort()).toEqual(Object.keys(CASTS).sort())
})
