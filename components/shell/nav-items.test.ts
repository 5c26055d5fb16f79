import { expect, test } from 'vitest'
import type { Blind } from '@/lib/domain/accounts'
import { isCurrent, navGroups } from './nav-items'

function keysOf(role: 'admin' | 'reviewer' | 'annotator', blind: Blind = 'annotators-and-reviewers') {
  const { work, manage } = navGroups({ slug: 'dance', role, settings: { blind } }, undefined)
  return [...work, ...manage].map(({ key }) => key)
}

test('an annotator sees the overview and the labelling screen, nothing else', () => {
  expect(keysOf('annotator')).toEqual(['overview', 'label'])
})

test('a reviewer sees no page that only admins can use', () => {
  const keys = ['overview', 'label', 'media', 'runs', 'tasks', 'review', 'agreement', 'taxonomy']
  expect(keysOf('reviewer', 'annotators')).toEqual(keys)
})

test('[BL1] a blind reviewer sees no page that names generators', () => {
  expect(keysOf('reviewer')).toEqual(['overview', 'label', 'tasks', 'review', 'agreement', 'taxonomy'])
})

test('an admin sees every page', () => {
  expect(keysOf('admin')).toEqual([
    ...['overview', 'label', 'media', 'runs', 'tasks', 'review', 'agreement', 'releases'],
    ...['taxonomy', 'people', 'settings', 'audit'],
  ])
})

test('a page below an entry marks that entry, and never the overview', () => {
  const { work } = navGroups({ slug: 'dance', role: 'admin', settings: { blind: 'annotators' } }, undefined)
  const marked = work.filter((item) => isCurrent('/p/dance/runs/0198', item)).map(({ key }) => key)
  expect(marked).toEqual(['runs'])
  const ofModel = work.filter((item) => isCurrent('/p/dance/models/0198', item)).map(({ key }) => key)
  expect(ofModel).toEqual(['runs'])
})
