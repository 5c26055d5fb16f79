import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ENV_NAMES, readEnv } from '@/lib/platform/env'

const FOLDERS = ['app', 'lib', 'scripts', 'workers', 'components', 'prisma', 'demo-clips', 'tests/setup']
const ROW = /^\| `([A-Z_*]+)` \| (?:`([^`]+)`|\([^)]*\)) \|/gm

/** Variable → default, null where the table has words in its place. */
async function documented(): Promise<Map<string, string | null>> {
  const text = await readFile('docs/configuration.md', 'utf8')
  return new Map(Array.from(text.matchAll(ROW), ([, name = '', value]) => [name, value ?? null]))
}

async function usedNames(): Promise<Set<string>> {
  const names = new Set<string>()
  for (const folder of FOLDERS) {
    for (const file of await readdir(folder, { recursive: true })) {
      if (!/\.(ts|tsx|mjs)$/.test(file) || /\.test\.tsx?$/.test(file) || file.includes('generated')) continue
      const text = await readFile(path.join(folder, file), 'utf8')
      for (const [name] of text.matchAll(/FRAMEJURY_[A-Z0-9_]+/g)) names.add(name)
    }
  }
  return names
}

test('every variable that the code reads is in docs/configuration.md, and no other', async () => {
  const known = await documented()
  const listed = [...known.keys()].filter((name) => name.startsWith('FRAMEJURY_'))
  const used = [...(await usedNames())]
    .filter((name) => name !== 'FRAMEJURY_SUPERVISOR' && !name.startsWith('FRAMEJURY_E2E_'))
    .map((name) => name.replace(/^FRAMEJURY_KEY_.*/, 'FRAMEJURY_KEY_*'))
  expect([...new Set(used)].sort()).toEqual(listed.sort())
  for (const name of [...ENV_NAMES, 'HOST', 'PORT']) expect(known.has(name), name).toBe(true)
})

test('the defaults in docs/configuration.md are those of the code', async () => {
  const secret = 'x'.repeat(32)
  const given = { DATABASE_URL: 'postgres://a@b/c', AUTH_SECRET: secret, MEDIA_SECRET: secret }
  const defaults = Object.entries(readEnv(given)).filter(([name]) => !(name in given))
  const known = await documented()
  for (const [name, value] of defaults) expect([name, known.get(name)]).toEqual([name, value ?? null])
})
