import { createTranslator } from 'use-intl/core'
import { expect, test } from 'vitest'
import { accounts } from './accounts'
import { comparison } from './comparison'
import { evaluation } from './evaluation'
import { releases } from './exports'
import { media } from './media'
import { proposals } from './proposals'

const messages = { accounts, comparison, evaluation, media, proposals, releases }
const t = createTranslator({ locale: 'en', messages })

test('one is spoken of as one, many as many', () => {
  expect([1, 2].map((count) => t('accounts.queue.pairs', { count }))).toEqual(['pair', 'pairs'])
  expect([1, 2].map((count) => t('accounts.overview.awaitingReviewNote', { count }))).toEqual(['answer', 'answers'])
  expect(t('evaluation.near', { count: 1 })).toMatch(/^1 frame was not sampled;/)
  expect(t('evaluation.near', { count: 60 })).toMatch(/^60 frames were not sampled;/)
})

test('a run of one frame a second, a release of one pair and an import of one clip are spoken of as one', () => {
  const fps = (count: number) => t('proposals.run.settings', { fps: count }).split(',')[0]
  expect([1, 2, 0.5].map(fps)).toEqual(['1 frame a second', '2 frames a second', '0.5 frames a second'])
  expect(t('comparison.facts', { fps: 1, score: 3 })).toMatch(/^1 frame a second/)
  expect(t('releases.pairsNote', { pairs: 1, videoPairs: 1 })).toBe('frame pair; 1 video pair')
  expect(t('releases.consideredNote', { count: 1 })).toBe('pair with answers')
  expect(t('media.upload.sendingTitle', { done: 0, total: 1 })).toBe('Sending 0 of 1 clip')
})

test('the histogram says which of the scored frames it shows', () => {
  const words = t('proposals.run.histogramNote', { frames: 112, scored: 121, clips: 30 })
  expect(words).toContain('112 of 121 scored frames: those of the 30 clips loaded below')
})

test('what only one run scored is counted in words, and pairs that are needed are rounded', () => {
  expect(t('comparison.measured.aAlone', { frames: 1, pairs: 0 })).toMatch(/^Left out: 1 frame and no pair that only A/)
  expect(t('comparison.measured.needed', { count: 626 })).toContain('about 630 pairs')
})
