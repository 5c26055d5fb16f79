import { expect, test } from 'vitest'
import { ProjectSettings } from './project-settings'
import { ABILITIES, type Ability, Role, roleCan, seesGenerators } from './role'

const OPEN = { blind: 'annotators' as const }
const BLIND = { blind: 'annotators-and-reviewers' as const }

test('[BL1] reviewers are blind unless the project says otherwise, in old projects too', () => {
  expect(ProjectSettings.parse({}).blind).toBe('annotators-and-reviewers')
  const saw = (settings: typeof OPEN | typeof BLIND) => Role.options.filter((role) => seesGenerators(role, settings))
  expect(saw(BLIND)).toEqual(['admin'])
  expect(saw(OPEN)).toEqual(['admin', 'reviewer'])
})

test('[BL2] the setting takes what names generators from reviewers, and nothing from anybody else', () => {
  const abilities = Object.keys(ABILITIES) as Ability[]
  for (const role of Role.options) {
    const lost = abilities.filter((ability) => roleCan(role, ability, OPEN) && !roleCan(role, ability, BLIND))
    expect(lost).toEqual(role === 'reviewer' ? ['media.read', 'runs.read'] : [])
    expect(abilities.filter((ability) => !roleCan(role, ability, OPEN) && roleCan(role, ability, BLIND))).toEqual([])
  }
})
