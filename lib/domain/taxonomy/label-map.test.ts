import { expect, test } from 'vitest'
import { defaultTaxonomy } from './default-taxonomy'
import { applyLabelMap, diffTaxonomies, LabelMap } from './label-map'
import { flattenLabels, type TaxonomyTree } from './tree'

function edited(edit: (tree: TaxonomyTree) => void): TaxonomyTree {
  const tree = structuredClone(defaultTaxonomy)
  edit(tree)
  return tree
}

test('[TX6] nothing changed: every label is kept, in order', () => {
  const map = diffTaxonomies(defaultTaxonomy, defaultTaxonomy)
  const keys = flattenLabels(defaultTaxonomy).map(({ key }) => key)
  expect(map.entries).toEqual(keys.map((key) => ({ type: 'keep', from: [key], to: [key] })))
})

test('[TX6] renamed by name, renamed by key, retired and added are told apart', () => {
  const next = edited((tree) => {
    const labels = tree.aspects[0]?.labels ?? []
    Object.assign(labels[0] ?? {}, { name: 'Bent limb' })
    Object.assign(labels[1] ?? {}, { key: 'surplus_limbs', name: 'extra Limbs' })
    Object.assign(labels[6] ?? {}, { key: 'flicker', name: 'Flicker' })
  })
  const map = diffTaxonomies(defaultTaxonomy, next)
  expect(map.entries.filter(({ type }) => type !== 'keep')).toEqual([
    { type: 'rename', from: ['limb_deformation'], to: ['limb_deformation'] },
    { type: 'rename', from: ['extra_limbs'], to: ['surplus_limbs'] },
    { type: 'retire', from: ['motion_blur'], to: [] },
    { type: 'added', from: [], to: ['flicker'] },
  ])
})

test('[TX6] a label that takes the name of a retired one but kept its own key is no rename of it', () => {
  const next = edited((tree) => {
    const labels = tree.aspects[0]?.labels ?? []
    labels.splice(0, 1)
    Object.assign(labels[0] ?? {}, { name: 'Limb deformation' })
  })
  expect(diffTaxonomies(defaultTaxonomy, next).entries.slice(0, 2)).toEqual([
    { type: 'retire', from: ['limb_deformation'], to: [] },
    { type: 'rename', from: ['extra_limbs'], to: ['extra_limbs'] },
  ])
})

test('[TX7] every label of either version is in exactly one entry', () => {
  const next = edited((tree) => {
    tree.aspects.reverse()
    tree.aspects[1]?.labels.splice(2, 3)
  })
  for (const [from, to] of [
    [defaultTaxonomy, next],
    [next, defaultTaxonomy],
  ] as const) {
    const map = LabelMap.parse(diffTaxonomies(from, to))
    expect(map.entries.flatMap((entry) => [...entry.from]).sort()).toEqual(
      flattenLabels(from)
        .map(({ key }) => key)
        .sort(),
    )
    expect(map.entries.flatMap((entry) => [...entry.to]).sort()).toEqual(
      flattenLabels(to)
        .map(({ key }) => key)
        .sort(),
    )
  }
})

const map: LabelMap = {
  schemaVersion: 1,
  entries: [
    { type: 'keep', from: ['motion_blur'], to: ['motion_blur'] },
    { type: 'merge', from: ['extra_limbs', 'limb_deficiency'], to: ['limb_count'] },
    { type: 'split', from: ['facial_deformation'], to: ['eyes', 'mouth'] },
    { type: 'retire', from: ['object_collapse'], to: [] },
    { type: 'added', from: [], to: ['flicker'] },
  ],
}

test('[TX7] merge and split are part of the format; a label mapped twice is refused', () => {
  expect(LabelMap.parse(map)).toEqual(map)
  const twice = { ...map, entries: [...map.entries, { type: 'retire', from: ['extra_limbs'], to: [] }] }
  expect(() => LabelMap.parse(twice)).toThrow(/extra_limbs.*already mapped/)
  expect(LabelMap.safeParse({ schemaVersion: 1, entries: [{ type: 'merge', from: ['a'], to: ['b'] }] }).success).toBe(
    false,
  )
})

test('[TX8] kept, renamed and merged labels carry over once; retired, split and unknown ones are named as lost', () => {
  const keys = ['limb_deficiency', 'motion_blur', 'extra_limbs', 'facial_deformation', 'object_collapse', 'unheard_of']
  expect(applyLabelMap(map, keys)).toEqual({
    labels: ['limb_count', 'motion_blur'],
    lost: ['facial_deformation', 'object_collapse', 'unheard_of'],
  })
})
