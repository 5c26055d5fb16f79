import { expect, test } from 'vitest'
import { defaultTaxonomy, type TaxonomyTree } from '@/lib/domain/taxonomy'
import { blankLabel } from './blanks'
import { taxonomyChanges } from './label-changes'

function changed(change: (tree: TaxonomyTree) => void): TaxonomyTree {
  const tree = structuredClone(defaultTaxonomy)
  change(tree)
  return tree
}

test('the same tree has no changes', () => {
  expect(taxonomyChanges(defaultTaxonomy, defaultTaxonomy)).toEqual({
    labels: [],
    isReordered: false,
    areAspectsChanged: false,
  })
})

test('names what was added, renamed, changed and retired', () => {
  const next = changed(({ aspects: [first, second] }) => {
    first?.labels.splice(6, 1)
    Object.assign(first?.labels[0] ?? {}, { name: 'Bent limb', hotkey: 'q' })
    Object.assign(first?.labels[1] ?? {}, { definition: 'Too many.' })
    second?.labels.push({ ...blankLabel(defaultTaxonomy), key: 'flicker', name: 'Flicker', definition: 'It flickers.' })
  })
  expect(taxonomyChanges(defaultTaxonomy, next).labels).toEqual([
    { kind: 'renamed', name: 'Bent limb', before: 'Limb deformation', fields: ['hotkey'] },
    { kind: 'changed', name: 'Extra limbs', before: null, fields: ['definition'] },
    { kind: 'retired', name: 'Motion blur', before: null, fields: [] },
    { kind: 'added', name: 'Flicker', before: null, fields: [] },
  ])
})

test('sees another order and other aspects', () => {
  const next = changed(({ aspects }) => {
    aspects[0]?.labels.reverse()
    Object.assign(aspects[1] ?? {}, { name: 'Contact' })
  })
  expect(taxonomyChanges(defaultTaxonomy, next)).toEqual({ labels: [], isReordered: true, areAspectsChanged: true })
})
