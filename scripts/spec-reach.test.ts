import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { LiveCode, readerOf } from './live-code'
import { reachProblems } from './spec-reach'

const root = mkdtempSync(path.join(tmpdir(), 'framejury-reach-'))
afterAll(() => rmSync(root, { recursive: true }))

const PRODUCT = {
  'workers/main.ts': `import { used, type Shape } from '@/lib/rules'\nfork('./child.ts')\nused()`,
  'workers/child.ts': `import { inChild } from '@/lib/rules'\ninChild()\nconst later = () => import('./later')`,
  'workers/later.ts': `export function whenAsked() {}`,
  'lib/rules/index.ts': `export { used, inside, unused, alone } from './rules'\nexport * from './child-rules'\nexport { dead } from './dead'`,
  'lib/rules/rules.ts': `export function used() { return inside() }\nexport function inside() {}\nexport function unused() {}\nexport type Shape = string`,
  'lib/rules/child-rules.ts': `export function inChild() {}`,
  'lib/rules/dead.ts': `import { used } from './rules'\nexport function dead() { return used() }`,
  'prisma/factories/index.ts': `import { used } from '@/lib/rules'\nexport function makeWorld() { used() }`,
  'tests/support/numbers.ts': `export const SEVEN = 7`,
}
for (const [file, text] of Object.entries(PRODUCT)) {
  await mkdir(path.join(root, path.dirname(file)), { recursive: true })
  await writeFile(path.join(root, file), text)
}

// Put together here, so that this file itself cites no rule that does not exist.
const RULE = `[${'ZZ'}1]`

/** Whether a test file with these imports and this body of a citing test is found fault with. */
async function isRefused(imports: string, body: string, file = 'lib/rules/rules.test.ts'): Promise<boolean> {
  const text = `import { expect, test } from 'vitest'\n${imports}\ntest('${RULE} holds', () => { ${body} })\n`
  await writeFile(path.join(root, file), text)
  const problems = reachProblems([{ path: file, text }], new LiveCode(['workers/main.ts'], readerOf(root)))
  expect(problems.every((problem) => /^[^:]+:\d+ cites a rule/.test(problem))).toBe(true)
  return problems.length > 0
}

test.each([
  ['a name that the product imports', `import { used } from './rules'`, 'expect(used()).toBe(1)'],
  ['it through a barrel', `import { used } from '@/lib/rules'`, 'expect(used()).toBe(1)'],
  ['a name that its own file uses', `import { inside } from './rules'`, 'inside()'],
  ['what a forked process runs', `import { inChild } from '@/lib/rules'`, 'inChild()'],
  ['what is imported when needed', `import { whenAsked } from '@/workers/later'`, 'whenAsked()'],
  ['a helper that does', `import { used } from './rules'\nfunction run() { return used() }`, 'run()'],
  ['a factory that does', `import { makeWorld } from '@/prisma/factories'`, 'makeWorld()'],
  ['a program by its path', '', `run('workers/child.ts')`],
])('a test may run %s', async (_, imports, body) => {
  expect(await isRefused(imports, body)).toBe(false)
})

test.each([
  ['a name that nobody imports', `import { unused } from './rules'`, 'unused()'],
  ['a file that nobody imports, though it imports others', `import { dead } from './dead'`, 'dead()'],
  ['it through a barrel', `import { dead } from '@/lib/rules'`, 'dead()'],
  ['a type alone', `import type { Shape } from './rules'`, `const shape: Shape = ''`],
  ['something else than it imports', `import { used } from './rules'\nused()`, 'expect(1).toBe(1)'],
  ['test support that knows nothing of the product', `import { SEVEN } from '@/tests/support/numbers'`, 'SEVEN'],
])('a test that runs %s alone proves nothing', async (_, imports, body) => {
  expect(await isRefused(imports, body)).toBe(true)
})

test('titles that cite nothing are left alone, and so are journeys', async () => {
  const text = `import { test } from 'vitest'\ntest('holds', () => {})\n`
  const live = new LiveCode(['workers/main.ts'], readerOf(root))
  await writeFile(path.join(root, 'lib/rules/plain.test.ts'), text)
  expect(reachProblems([{ path: 'lib/rules/plain.test.ts', text }], live)).toEqual([])
  expect(reachProblems([{ path: 'e2e/1-ingest.spec.ts', text: text.replace('holds', RULE) }], live)).toEqual([])
})
