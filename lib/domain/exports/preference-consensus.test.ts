import { expect, test } from 'vitest'
import { CountedAnswer, type Preference } from '@/lib/domain/labelling'
import { annotationBy } from './annotated-pair.fixture'
import { preferenceConsensus } from './preference-consensus'

function votes(...preferences: (Preference | null)[]) {
  return preferences.map((preference, index) => CountedAnswer.parse(annotationBy(`person-${index}`, { preference })))
}

test('[EX1] more than half wins, both ties count together, an even vote decides nothing', () => {
  expect(preferenceConsensus(votes('A', 'A', 'B'))).toMatchObject({ preference: 'A', preferenceAgreement: 2 / 3 })
  expect(preferenceConsensus(votes('A', 'tie_good', 'tie_bad'))).toMatchObject({ preference: 'tie' })
  expect(preferenceConsensus(votes('A', 'A', 'B', 'B'))).toMatchObject({ preference: null, preferenceAgreement: 0.5 })
  expect(preferenceConsensus(votes('A', 'B', 'tie_bad'))).toMatchObject({ preference: null })
  expect(preferenceConsensus(votes(null, null))).toMatchObject({ preference: null, preferenceAgreement: null })
  expect(preferenceConsensus(votes('B', null))).toMatchObject({ preference: 'B', preferenceAgreement: 1 })
})

test('[EX2] a tie keeps its kind', () => {
  expect(preferenceConsensus(votes('tie_good', 'tie_good', 'tie_bad')).tieKind).toBe('good')
  expect(preferenceConsensus(votes('tie_bad')).tieKind).toBe('bad')
  expect(preferenceConsensus(votes('tie_good', 'tie_bad')).tieKind).toBe('mixed')
  expect(preferenceConsensus(votes('A')).tieKind).toBeNull()
})

test('[EX3] an adjudication overrules the votes and leaves them reported', () => {
  const ruling = CountedAnswer.parse(annotationBy('judge', { kind: 'adjudication', preference: 'B' }))
  expect(preferenceConsensus([...votes('A', 'A'), ruling])).toEqual({
    preference: 'B',
    tieKind: null,
    votes: { A: 2, B: 0, tie_good: 0, tie_bad: 0 },
    preferenceAgreement: 1,
    adjudicated: true,
  })
})
