import { expect, test } from 'vitest'
import { BLANK_RELEASE, toCreateRelease } from './release-form'

const PROJECT = '01900000-0000-7000-8000-000000000000'

test('a blank form asks for all marks; shares go out as fractions', () => {
  const given = { ...BLANK_RELEASE, name: 'Round 1', preferencePercent: 60 }
  expect(toCreateRelease(PROJECT, given)).toMatchObject({
    projectId: PROJECT,
    marks: 'expanded',
    gates: { minPreferenceAgreement: 0.6, minLabelAgreement: 0 },
  })
  expect(toCreateRelease(PROJECT, { ...given, marks: 'keyframes' }).marks).toBe('keyframes')
})
