// Does Postgres know every raw statement, with the columns that its type declares? Reads what the database tests ran.
// Run after them: npx tsx scripts/raw-sql/check.ts
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { rawSqlComplaints } from './compare'
import { rawSources } from './declared'
import { FOUND, type FoundStatement, ROOT } from './found'

/** What the tests noted, without notes of files that have changed since. */
function readFound(): FoundStatement[] {
  const files = existsSync(FOUND) ? readdirSync(FOUND) : []
  const found = files.flatMap(
    (name) => JSON.parse(readFileSync(path.join(FOUND, name), 'utf8')) as readonly FoundStatement[],
  )
  const hashes = new Map<string, string | null>()
  for (const { file } of found) {
    const full = path.join(ROOT, file)
    if (hashes.has(file)) continue
    hashes.set(file, existsSync(full) ? createHash('sha256').update(readFileSync(full)).digest('hex') : null)
  }
  return found.filter(({ file, hash }) => hashes.get(file) === hash)
}

const sources = rawSources(ROOT)
const found = readFound()
const complaints = rawSqlComplaints(sources, found)
for (const complaint of complaints) console.error(complaint)
if (complaints.length > 0) process.exit(1)
console.log(
  `${sources.statements.length} raw statements and their ${sources.pieces.length} parts: each is run by a test, and its rows are what its type says`,
)
