import { expect, test } from 'vitest'
import { newSettings, ProjectSettings } from './project-settings'

const BEFORE = ProjectSettings.parse({ overlap: 3 })

test('of a change stays what differs from the settings', () => {
  expect(newSettings(BEFORE, { overlap: 4, leaseSeconds: BEFORE.leaseSeconds })).toEqual({ overlap: 4 })
})

test('what a change leaves out, or gives as undefined, is not changed', () => {
  expect(newSettings(BEFORE, { overlap: undefined, mustWatch: !BEFORE.mustWatch })).toEqual({
    mustWatch: !BEFORE.mustWatch,
  })
  expect(newSettings(BEFORE, {})).toEqual({})
})
