import { expect, test } from 'vitest'
import { citationProblems, citedRules, statedRules } from './spec-citations'

// Put together here, so that this file itself cites no rule that does not exist.
const id = (number: number) => `[${'ZZ'}${number}]`
const rule = (number: number) => `**${id(number)}** A rule, unlike ${id(9)}.`

test('reads the rules a spec states, not those it mentions', () => {
  expect(statedRules(`# Topic\n\n${rule(1)}\n\n${rule(12)}`)).toEqual(['ZZ1', 'ZZ12'])
})

test.each([
  ['a plain test', `test('${id(1)} ${id(2)} works', () => {})`, ['ZZ1', 'ZZ2']],
  ['a quote inside the title', `it("${id(1)} it's \\"so\\" ${id(2)}", run)`, ['ZZ1', 'ZZ2']],
  ['a table', `test.each([\n  ['a', f(1)],\n])('${id(3)} %s', run)`, ['ZZ3']],
  ['a title on its own line', `test.skipIf(!ready)(\n  '${id(4)} long',\n  run)`, ['ZZ4']],
  ['a group', `describe.only(\`${id(5)}\`, () => {})`, ['ZZ5']],
  ['a comment and an expectation', `// ${id(6)}\nexpect('${id(7)}').toBe(1)`, []],
])('reads what titles cite: %s', (_, source, expected) => {
  expect(citedRules(source)).toEqual(expected)
})

test('names rules uncited, unknown and stated twice, with their files', () => {
  const specs = [
    { path: 'docs/spec/a.md', text: rule(1) + rule(2) },
    { path: 'docs/spec/b.md', text: rule(1) },
  ]
  const tests = [{ path: 'lib/a.test.ts', text: `test('${id(1)} x')\ntest('${id(3)} y')\ntest('${id(3)} z')` }]
  expect(citationProblems(specs, tests)).toEqual([
    'docs/spec/b.md states [ZZ1], which docs/spec/a.md states already; number it anew',
    'lib/a.test.ts cites [ZZ3], which no spec states; write the rule or mend the title',
    'docs/spec/a.md states [ZZ2], which no test title cites; test it',
  ])
})

test('is silent when specs and tests agree', () => {
  expect(
    citationProblems([{ path: 'a.md', text: rule(1) }], [{ path: 'a.test.ts', text: `test('${id(1)} x')` }]),
  ).toEqual([])
})
