import { createTranslator } from 'use-intl/core'
import { expect, test } from 'vitest'
import { accounts } from './accounts'
import { evaluation } from './evaluation'
import { proposals } from './proposals'

const t = createTranslator({ locale: 'en', messages: { accounts, evaluation, proposals } })

test('one is spoken of as one, many as many', () => {
  expect([1, 2].map((count) => t('accounts.queue.pairs', { count }))).toEqual(['pair', 'pairs'])
  expect([1, 2].map((count) => t('accounts.overview.awaitingReviewNote', { count }))).toEqual(['answer', 'answers'])
  expect(t('evaluation.near', { count: 1 })).toMatch(/^1 frame was not sampled itself;/)
  expect(t('evaluation.near', { count: 60 })).toMatch(/^60 frames were not sampled themselves;/)
})

test('the histogram says which of the scored frames it shows', () => {
  const words = t('proposals.run.histogramNote', { frames: 112, scored: 121, clips: 30 })
  expect(words).toContain('112 of 121 scored frames: those of the 30 clips loaded below')
})
