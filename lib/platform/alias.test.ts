import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aliasesFor } from './alias'

const SECRET = 's'.repeat(32)
const [ann, bob] = ['0190aaaa-0000-7000-8000-00000000000a', '0190bbbb-0000-7000-8000-00000000000b']

/** Ids as they are made: the first 48 bits are the time, so that they sort by it. */
function idAt(ms: number): string {
  const hex = `${ms.toString(16).padStart(12, '0')}7${randomBytes(2).toString('hex').slice(1)}8${randomBytes(8).toString('hex').slice(1)}`
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

test('an alias leads back to its id, for its person and kind alone', () => {
  const mine = aliasesFor(ann, SECRET)
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      const alias = mine.of('video', id)
      expect(alias).toHaveLength(22)
      expect(mine.idOf('video', alias)).toBe(id)
      expect(mine.of('video', id)).toBe(alias)
      for (const other of [aliasesFor(bob, SECRET), aliasesFor(ann, 't'.repeat(32))]) {
        expect(other.of('video', id)).not.toBe(alias)
        expect(other.idOf('video', alias)).not.toBe(id)
      }
      expect(mine.of('proposal', id)).not.toBe(alias)
      expect(mine.idOf('proposal', alias)).not.toBe(id)
    }),
  )
})

test('what is no alias stands for nothing', () => {
  const mine = aliasesFor(ann, SECRET)
  const alias = mine.of('video', ann)
  const last = alias.at(-1) === 'A' ? 'B' : 'A'
  for (const text of ['', ann, alias.slice(1), `${alias}A`, `${alias.slice(0, -1)}!`, `${alias.slice(0, -1)}B`]) {
    expect(mine.idOf('video', text)).toBeNull()
  }
  expect(mine.idOf('video', `${alias.slice(0, -1)}${last}`)).not.toBe(ann)
})

test('the order of aliases tells nothing of the order of ids', () => {
  const ids = Array.from({ length: 400 }, (_, index) => idAt(1_760_000_000_000 + index * 1000))
  const aliases = ids.map((id) => aliasesFor(ann, SECRET).of('video', id))
  const inOrder = aliases.slice(1).filter((alias, index) => alias > (aliases[index] ?? '')).length
  // Binomial-like around 199.5 with a standard deviation of about 5.8; the ids are random, so the bound is six of them.
  expect(Math.abs(inOrder - 199.5)).toBeLessThan(35)
  expect(new Set(aliases).size).toBe(400)
})
