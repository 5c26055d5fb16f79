import { expect, test } from 'vitest'
import { PairAnnotation, type Vote } from './annotated-pair'
import { annotationBy } from './annotated-pair.fixture'
import { preferenceConsensus } from './preference-consensus'

function votes(...preferences: (Vote | null)[]) {
  return preferences.map((preference, index) => PairAnnotation.parse(annotationBy(`person-${index}`, { preference })))
}

test('[EX1] more than half wins, both ties count together, an even vote decides nothing', () => {
  expect(preferenceConsensus(votes('A', 'A', 'B'))).toMatchObject({ preference: 'A', preferenceAgreement: 2 / 3 })
  expect(preferenceConsensus(votes('A', 'tie-good', 'tie-bad'))).toMatchObject({ preference: 'tie' })
  expect(preferenceConsensus(votes('A', 'A', 'B', 'B'))).toMatchObject({ preference: null, preferenceAgreement: 0.5 })
  expect(preferenceConsensus(votes('A', 'B', 'tie-bad'))).toMatchObject({ preference: null })
  expect(preferenceConsensus(votes(null, null))).toMatchObject({ preference: null, preferenceAgreement: null })
  expect(preferenceConsensus(votes('B', null))).toMatchObject({ preference: 'B', preferenceAgreement: 1 })
})

test('[EX2] a tie keeps its kind', () => {
  expect(preferenceConsensus(votes('tie-good', 'tie-good', 'tie-bad')).tieKind).toBe('good')
  expect(preferenceConsensus(votes('tie-bad')).tieKind).toBe('bad')
  expect(preferenceConsensus(votes('tie-good', 'tie-bad')).tieKind).toBe('mixed')
  expect(preferenceConsensus(votes('A')).tieKind).toBeNull()
})

test('[EX3] an adjudication overrules the votes and leaves them reported', () => {
  const ruling = PairAnnotation.parse(annotationBy('judge', { kind: 'adjudication', preference: 'B' }))
  expect(preferenceConsensus([...votes('A', 'A'), ruling])).toEqual({
    preference: 'B',
    tieKind: null,
    votes: { A: 2, B: 0, tieGood: 0, tieBad: 0 },
    preferenceAgreement: 1,
    adjudicated: true,
  })
})
