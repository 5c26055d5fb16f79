import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { clientValuesOnServer } from './client-values'

const root = mkdtempSync(path.join(tmpdir(), 'framejury-client-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const FILES = {
  'components/accounts/index.ts': "export { Screen, pathOf } from './screen'\nexport { plain } from './plain'",
  'components/accounts/screen.tsx': "'use client'\nexport function Screen() {}\nexport function pathOf() {}",
  'components/accounts/plain.ts': 'export function plain() {}',
  'components/accounts/both.ts': "import { pathOf } from './screen'\nexport const both = () => pathOf()",
  'app/good.tsx': "import { Screen, plain } from '@/components/accounts'\nexport default () => [Screen, plain()]",
  'app/bad.tsx': "import { pathOf } from '@/components/accounts'\nexport default () => pathOf()",
  'app/far.tsx': "import { both } from '@/components/accounts/both'\nexport default () => both()",
  'app/error.tsx': "'use client'\nimport { pathOf } from '@/components/accounts'\nexport default () => pathOf()",
}
for (const [file, text] of Object.entries(FILES)) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}

const SCREEN = 'components/accounts/screen.tsx'

test.each([
  ['app/good.tsx', []],
  ['app/error.tsx', []],
  ['app/bad.tsx', [{ file: 'app/bad.tsx', name: 'pathOf', from: SCREEN }]],
  ['app/far.tsx', [{ file: 'components/accounts/both.ts', name: 'pathOf', from: SCREEN }]],
])('%s: a server page may draw what a client file has, and not call it', (file, found) => {
  expect(clientValuesOnServer(root, [file])).toEqual(found)
})
