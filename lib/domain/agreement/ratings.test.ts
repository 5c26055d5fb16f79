import { expect, test } from 'vitest'
import { measureAgreement } from './agreement'
import { labelRatings } from './ratings'

test('[AG9] an answer without the label says absent', () => {
  const answers = [
    { annotator: 'ann', item: 'f1', labels: ['extra_limbs', 'motion_blur'] },
    { annotator: 'ben', item: 'f1', labels: [] },
    { annotator: 'ann', item: 'f2', labels: ['extra_limbs'] },
    { annotator: 'ben', item: 'f2', labels: ['extra_limbs'] },
  ]
  const ratings = labelRatings(answers, 'extra_limbs')
  expect(ratings.map(({ value }) => value)).toEqual(['present', 'absent', 'present', 'present'])
  expect(measureAgreement(ratings).percentAgreement).toBe(0.5)
})
