import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { type Machine, statesOf } from '@/lib/domain/shared'
import { MACHINES } from '@/tests/support/machines'

const SPEC = readFileSync(path.join(import.meta.dirname, '../docs/spec/states.md'), 'utf8')
const SECTION = /^## (\w+)\n[\s\S]*?```mermaid\nstateDiagram-v2\n([\s\S]*?)```/gm
const ARROW = /^ {2}(\[\*\]|\w+) --> (\w+)(?:: .+)?$/

/** "from → to" of every arrow of a diagram. */
function drawnArrows(diagram: string): string[] {
  return diagram
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [, from, to] = ARROW.exec(line) ?? []
      if (!from || !to) throw new Error(`This is no arrow: ${line}`)
      return `${from} → ${to}`
    })
    .sort()
}

function arrowsOf(machine: Machine): string[] {
  const starts = machine.starts.map((state) => `[*] → ${state}`)
  const moves = statesOf(machine).flatMap((from) => (machine.moves[from] ?? []).map((to) => `${from} → ${to}`))
  return [...starts, ...moves].sort()
}

const SCHEMA = readFileSync(path.join(import.meta.dirname, '../prisma/schema.prisma'), 'utf8')
/** The state that the database gives to a new row that names none, by model. */
const DEFAULTS = new Map(
  Array.from(SCHEMA.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm), ([, model = '', body = '']) => [
    model,
    /^ {2}state\s+\w+\s+@default\((\w+)\)/m.exec(body)?.[1] ?? null,
  ]),
)

const diagrams = new Map(Array.from(SPEC.matchAll(SECTION), ([, model = '', diagram = '']) => [model, diagram]))

test('every table of states is drawn, and nothing else', () => {
  expect([...diagrams.keys()].sort()).toEqual(Object.keys(MACHINES).sort())
})

test.each(Object.entries<Machine>(MACHINES))('[ST1] [ST2] the diagram of %s is its table', (model, machine) => {
  expect(drawnArrows(diagrams.get(model) ?? '')).toEqual(arrowsOf(machine))
})

test.each(Object.entries<Machine>(MACHINES))(
  'a new row of %s begins with a state that its table begins with',
  (model, machine) => {
    expect(machine.starts).toContain(DEFAULTS.get(model))
  },
)
