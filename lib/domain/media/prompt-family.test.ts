import fc from 'fast-check'
import { expect, test } from 'vitest'
import { promptFamily } from './prompt-family'

test.each([
  ['A dancer turns.', '  a   DANCER\n turns. '],
  ['Straße', 'STRASSE'],
  ['STRAẞE', 'strasse'],
  ['ﬁne ２ cats', 'Fine 2 cats'],
  ['Caf\u00e9', 'Cafe\u0301'],
])('[QU21] %j and %j are one family', (one, other) => {
  expect(promptFamily(one)).toBe(promptFamily(other))
})

test('[QU21] other words are another family', () => {
  expect(promptFamily('A dancer turns.')).not.toBe(promptFamily('A dancer turns'))
  expect(promptFamily('two cats')).not.toBe(promptFamily('twocats'))
})

test('[QU21] white space and form change nothing, and the family of a family is itself', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (words) => {
      const family = promptFamily(words.join(' '))
      expect(promptFamily(` ${words.join('\t\n')} `.normalize('NFD'))).toBe(family)
      expect(promptFamily(family)).toBe(family)
    }),
  )
})
