import { expect, test } from 'vitest'
import type { ProjectView } from '@/lib/contracts/http/accounts'
import { ProjectSettings } from '@/lib/domain/accounts'
import { settingsFormChanges, toSettingsForm } from './settings-form'

const project: ProjectView = {
  id: '0198a5d0-0000-7000-8000-000000000000',
  slug: 'clips',
  name: 'Clips',
  description: '',
  settings: ProjectSettings.parse({ hiddenShare: 0.12345 }),
  role: 'admin',
  createdAt: '2026-01-01T00:00:00.000Z',
}

test('a form sends what was typed and nothing else', () => {
  const before = toSettingsForm(project)
  expect(settingsFormChanges(before, before)).toEqual({})
  expect(settingsFormChanges(before, { ...before, name: 'Scenes' })).toEqual({ name: 'Scenes' })
  const typed = { ...before, settings: { ...before.settings, overlap: 3 }, holdoutPercent: 25 }
  expect(settingsFormChanges(before, typed)).toEqual({ settings: { overlap: 3, holdoutShare: 0.25 } })
})
