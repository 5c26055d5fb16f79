// A setup file of the database tests: notes every raw statement that is run, and what Postgres says that it gives.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, expect, inject } from 'vitest'
import { Prisma } from '@/lib/platform/db'
import { PrismaClient } from '@/lib/platform/db/generated/client'
import { FOUND, type FoundStatement, ROOT } from '@/scripts/raw-sql/found'
import { describeStatement } from './describe-statement'
import { withDatabase } from './test-server'

const FRAME = /\(?((?:file:\/\/)?\/[^():]+):(\d+):\d+\)?$/

type Place = { file: string; line: number; isTest: boolean }
type Seen = { place: Place; text: string; pieces: readonly string[] }
const seen = new Map<string, Seen>()

/** The innermost line of ours that a call came from. */
function placeOf(stack: string): Place | null {
  for (const line of stack.split('\n').slice(1)) {
    const [, found = '', at = ''] = FRAME.exec(line.trim()) ?? []
    const file = found.replace('file://', '')
    if (!file.startsWith(`${ROOT}${path.sep}`) || file.includes('node_modules') || file === import.meta.filename)
      continue
    const own = path.relative(ROOT, file).split(path.sep).join('/')
    return { file: own, line: Number(at), isTest: /\.test\.ts$|^(tests|bench|e2e)\//.test(own) }
  }
  return null
}

function toSql(query: unknown, values: readonly unknown[]): Prisma.Sql {
  if (query instanceof Prisma.Sql) return query
  if (typeof query === 'string') return Prisma.raw(query)
  return new Prisma.Sql(query as readonly string[], values)
}

type Method = (...args: unknown[]) => unknown
const methods = PrismaClient.prototype as unknown as Record<string, Method>
for (const name of ['$queryRaw', '$executeRaw', '$queryRawUnsafe', '$executeRawUnsafe']) {
  const original = methods[name]
  if (!original) throw new Error(`Prisma's client has no ${name} to watch.`)
  methods[name] = function (this: unknown, query: unknown, ...values: unknown[]) {
    const place = placeOf(new Error().stack ?? '')
    if (place) {
      const sql = toSql(query, values)
      const { text, strings } = sql
      seen.set(`${place.file}:${place.line}\n${text}`, { place, text, pieces: strings })
    }
    return original.call(this, query, ...values)
  }
}

const hashes = new Map<string, string>()
function hashOf(file: string): string {
  const known =
    hashes.get(file) ??
    createHash('sha256')
      .update(readFileSync(path.join(ROOT, file)))
      .digest('hex')
  hashes.set(file, known)
  return known
}

afterAll(async () => {
  if (seen.size === 0) return
  const client = new Client({ connectionString: withDatabase(inject('testServerUrl'), inject('templateDatabase')) })
  await client.connect()
  const found: FoundStatement[] = []
  for (const { place, text, pieces } of seen.values()) {
    const { file, line, isTest } = place
    // A test's own statement may be built of the product's parts, and may be wrong on purpose.
    const columns = isTest ? [] : await describeStatement(client, text)
    found.push({ file, line, hash: hashOf(file), pieces, columns })
  }
  await client.end()
  const testFile = path.relative(ROOT, expect.getState().testPath ?? '')
  mkdirSync(FOUND, { recursive: true })
  writeFileSync(path.join(FOUND, `${testFile.replaceAll(/[\\/]/g, '-')}.json`), JSON.stringify(found))
})
