import { createTranslator } from 'use-intl/core'
import { expect, test } from 'vitest'
import { evaluation } from '@/components/texts/en/evaluation'
import { ledText } from './led-text'

const t = createTranslator({ locale: 'en', messages: { evaluation }, namespace: 'evaluation' })
const words = (answers: { shown: number; elsewhere?: number; hidden: number; holdout: number }) =>
  t(ledText(answers), { elsewhere: 0, ...answers })

test('[EV3] says how many saw the proposals of this version, and how many others', () => {
  const rest = { hidden: 7, holdout: 3 }
  expect(words({ shown: 2, elsewhere: 90, ...rest })).toMatch(
    /^2 answers were given with proposals of this version shown, so they are biased towards it; 90 with those of another/,
  )
  expect(words({ shown: 0, elsewhere: 92, ...rest })).toMatch(/^No answer was given with proposals of this version/)
  expect(words({ shown: 1, elsewhere: 0, ...rest })).toContain('it is biased towards it; 7 with proposals hidden')
})

test('[EV3] older figures do not know whose proposals were seen, and say so', () => {
  expect(words({ shown: 92, hidden: 7, holdout: 3 })).toContain('of this version or another')
})
