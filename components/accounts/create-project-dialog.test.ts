import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Slug } from '@/lib/domain/accounts'
import { slugOf } from './create-project-dialog'

test('makes a readable slug of a name', () => {
  expect(slugOf('Dance, round 3')).toBe('dance-round-3')
  expect(slugOf('  Épée & Été ')).toBe('epee-ete')
})

test('whatever the name, the slug is empty, too short or valid', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (name) => {
      const slug = slugOf(name)
      expect(slug.length < 2 || Slug.safeParse(slug).success).toBe(true)
    }),
  )
})
