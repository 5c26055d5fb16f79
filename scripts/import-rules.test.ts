import { expect, test } from 'vitest'
import { findCycles, specifiersOf } from './import-graph'
import { ownImportComplaint, packageComplaint } from './import-rules'

test('layers import one way', () => {
  expect(ownImportComplaint('lib/domain/media/a.ts', 'lib/services/media/index.ts')).toBe('imports go one way')
  expect(ownImportComplaint('components/ui/a.tsx', 'lib/services/media/index.ts')).toBe('imports go one way')
  expect(ownImportComplaint('app/page.tsx', 'lib/platform/env.ts')).toBe('imports go one way')
  expect(ownImportComplaint('app/_server/a.ts', 'lib/platform/env.ts')).toBeNull()
  expect(ownImportComplaint('workers/a.ts', 'lib/services/media/index.ts')).toBeNull()
})

test('the outbox stands alone: no React, no labelling, no client of the API', () => {
  expect(ownImportComplaint('components/outbox/sender.ts', 'components/labelling/store/index.ts')).not.toBeNull()
  expect(ownImportComplaint('components/outbox/sender.ts', 'lib/domain/labelling/index.ts')).not.toBeNull()
  expect(ownImportComplaint('components/outbox/sender.ts', 'components/outbox/outbox.ts')).toBeNull()
  expect(ownImportComplaint('components/labelling/queue/label-tab.ts', 'components/outbox/index.ts')).toBeNull()
  for (const name of ['react', 'zustand', '@orpc/client'])
    expect(packageComplaint('components/outbox/sender.ts', name)).not.toBeNull()
  for (const name of ['zod', 'zustand/vanilla'])
    expect(packageComplaint('components/outbox/sender.ts', name)).toBeNull()
})

test('the labelling screen: its state below its commands, those below its parts, and the queue around them all', () => {
  const imports = (from: string, to: string) => ownImportComplaint(`components/labelling/${from}`, `components/${to}`)
  expect(imports('store/a.ts', 'labelling/commands/index.ts')).not.toBeNull()
  expect(imports('commands/a.ts', 'labelling/panel/index.ts')).not.toBeNull()
  expect(imports('panel/a.ts', 'labelling/queue/label-tab.ts')).not.toBeNull()
  expect(imports('panel/a.ts', 'labelling/commands/index.ts')).toBeNull()
  expect(imports('queue/a.ts', 'labelling/panel/index.ts')).toBeNull()
  expect(ownImportComplaint('components/player/a.ts', 'components/labelling/store/index.ts')).not.toBeNull()
})

test('stages import earlier ones, through their index', () => {
  expect(ownImportComplaint('lib/domain/media/a.ts', 'lib/domain/labelling/index.ts')).toContain('comes before')
  expect(ownImportComplaint('lib/services/labelling/a.ts', 'lib/services/media/keys.ts')).toContain('through its index')
  expect(ownImportComplaint('lib/services/labelling/a.ts', 'lib/services/media/index.ts')).toBeNull()
  expect(ownImportComplaint('components/a.ts', 'lib/domain/shared/rng.ts')).toContain('through its index')
})

test('rooms of components import those before them, through an index', () => {
  expect(ownImportComplaint('components/ui/a.tsx', 'components/shell/index.ts')).toContain('comes before')
  expect(ownImportComplaint('components/review/a.tsx', 'components/labelling/pair.tsx')).toContain('through its index')
  expect(ownImportComplaint('components/review/a.tsx', 'components/labelling/index.ts')).toBeNull()
  expect(ownImportComplaint('components/labelling/a.tsx', 'components/player/store/index.ts')).toBeNull()
  expect(ownImportComplaint('components/new/a.tsx', 'components/ui/index.ts')).toBe(
    'name components/new among the rooms',
  )
})

test('what is no product has rules too', () => {
  expect(ownImportComplaint('demo-clips/a.ts', 'lib/services/media/index.ts')).toBe('imports go one way')
  expect(ownImportComplaint('e2e/a.spec.ts', 'bench/support/a.ts')).toBe('imports go one way')
  expect(ownImportComplaint('scripts/a.ts', 'components/ui/index.ts')).toBe('imports go one way')
  expect(ownImportComplaint('scripts/a.ts', 'lib/platform/env.ts')).toBeNull()
})

test('the domain is pure, and native runtimes stay in their folders', () => {
  expect(packageComplaint('lib/domain/media/a.ts', 'node:fs')).not.toBeNull()
  expect(packageComplaint('lib/domain/media/a.ts', 'zod')).toBeNull()
  expect(packageComplaint('lib/services/media/a.ts', 'node-av/lib')).not.toBeNull()
  expect(packageComplaint('workers/media/a.ts', 'node-av/lib')).toBeNull()
  expect(packageComplaint('workers/handlers/a.ts', 'onnxruntime-node')).not.toBeNull()
})

test('types, re-exports and literal dynamic imports all count', () => {
  const text = `import type { A } from './a'\nexport { b } from './b'\nexport * from './c'\nconst d = () => import('./d')`
  expect(specifiersOf('x.ts', text).sort()).toEqual(['./a', './b', './c', './d'])
})

test('a cycle is found', () => {
  const file = (name: string, own: string[]) => ({ file: name, own, packages: [] })
  expect(findCycles([file('a', ['b']), file('b', ['c']), file('c', ['a'])])).toEqual([['a', 'b', 'c', 'a']])
  expect(findCycles([file('a', ['b']), file('b', [])])).toEqual([])
})
