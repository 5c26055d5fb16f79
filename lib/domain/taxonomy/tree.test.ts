import { expect, test } from 'vitest'
import { canonicalJson } from '@/lib/domain/shared'
import { defaultTaxonomy } from './default-taxonomy'
import { flattenLabels, type TaxonomyLabel, TaxonomyTree, taxonomyProblems } from './tree'

function withLabel(index: number, change: Record<string, unknown>): unknown {
  const tree = structuredClone(defaultTaxonomy)
  Object.assign(flattenLabels(tree)[index] as TaxonomyLabel, change)
  return tree
}

test('[TX1] the default is REACT: two aspects, eight labels, keys 1 to 8, colours 1 to 8', () => {
  expect(TaxonomyTree.parse(defaultTaxonomy)).toEqual(defaultTaxonomy)
  expect(defaultTaxonomy.aspects.map(({ key, labels }) => [key, labels.length])).toEqual([
    ['abnormal_appearance', 7],
    ['abnormal_interaction', 1],
  ])
  const labels = flattenLabels(defaultTaxonomy)
  expect(labels.map(({ key }) => key)).toEqual([
    'limb_deformation',
    'extra_limbs',
    'limb_deficiency',
    'torso_deformation',
    'facial_deformation',
    'object_collapse',
    'motion_blur',
    'mesh_penetration',
  ])
  expect(labels.map(({ hotkey }) => hotkey).join('')).toBe('12345678')
  expect(labels.map(({ colour }) => colour)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

test.each([
  ['key', 'Extra Limbs', 'a key is lower-case words joined by underscores, such as extra_limbs'],
  ['key', '6_fingers', 'a key is lower-case words joined by underscores, such as extra_limbs'],
  ['name', '  ', 'give it a name'],
  ['definition', '', 'describe in a sentence what the label means'],
  ['colour', 9, 'choose a label colour from 1 to 8, or give { dark, light } as #rrggbb'],
  ['spatial', undefined, 'this is missing; add it'],
  ['glyph', 'abc', 'a glyph is one or two visible characters'],
  ['hotkey', 'Enter', 'a hotkey is one digit from 1 to 9 or one lower-case letter'],
])('[TX2] a label with %s %j is refused and told how to mend it', (field, value, message) => {
  expect(taxonomyProblems(withLabel(1, { [field]: value }))).toEqual([{ path: `aspects.0.labels.1.${field}`, message }])
})

test('[TX2] an own colour that is none is refused at its theme', () => {
  expect(taxonomyProblems(withLabel(0, { colour: { dark: '#5cbdf0', light: 'blue' } }))).toEqual([
    { path: 'aspects.0.labels.0.colour.light', message: 'a colour is written #rrggbb, such as #5cbdf0' },
  ])
})

test('[TX2] a member nobody knows is named', () => {
  expect(taxonomyProblems(withLabel(0, { color: 3 }))).toEqual([
    { path: 'aspects.0.labels.0', message: 'unknown: color; remove it' },
  ])
})

test('[TX2] an empty taxonomy, an empty aspect and an unknown version are refused', () => {
  expect(taxonomyProblems({ schemaVersion: 1, aspects: [] })).toMatchObject([{ path: 'aspects' }])
  expect(taxonomyProblems({ schemaVersion: 1, aspects: [{ key: 'a', name: 'A', labels: [] }] })).toEqual([
    { path: 'aspects.0.labels', message: 'an aspect needs a label; add one or remove the aspect' },
  ])
  expect(taxonomyProblems({ ...defaultTaxonomy, schemaVersion: 2 })).toMatchObject([{ path: 'schemaVersion' }])
})

test.each([
  ['key', 'limb_deformation'],
  ['name', 'limb Deformation'],
  ['hotkey', '1'],
  ['glyph', '∿'],
])('[TX3] a %s is given once in the whole taxonomy, aspects apart', (field, value) => {
  expect(taxonomyProblems(withLabel(7, { [field]: value }))).toEqual([
    {
      path: `aspects.1.labels.0.${field}`,
      message: `the ${field} "${value}" is already taken by "Limb deformation"; choose another`,
    },
  ])
})

test('[TX3] aspects have keys and names of their own', () => {
  const tree = structuredClone(defaultTaxonomy)
  Object.assign(tree.aspects[1] ?? {}, { key: 'abnormal_appearance', name: 'Abnormal Appearance' })
  expect(taxonomyProblems(tree).map(({ path }) => path)).toEqual(['aspects.1.key', 'aspects.1.name'])
})

test('[TX4] an own colour must stand out on the surface of its theme', () => {
  expect(taxonomyProblems(withLabel(0, { colour: { dark: '#5cbdf0', light: '#1173ad' } }))).toEqual([])
  expect(taxonomyProblems(withLabel(0, { colour: { dark: '#203040', light: '#ffffaa' } }))).toEqual([
    {
      path: 'aspects.0.labels.0.colour.dark',
      message: '#203040 is too faint on the dark theme (contrast 1.3, needs 3); choose a lighter colour',
    },
    {
      path: 'aspects.0.labels.0.colour.light',
      message: '#ffffaa is too faint on the light theme (contrast 1.0, needs 3); choose a darker colour',
    },
  ])
})

test('[TX5] the text that is hashed does not depend on the order of members, but on the order of labels', () => {
  const reordered = JSON.parse(JSON.stringify(defaultTaxonomy), (_, value: unknown) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toReversed())
      : value,
  )
  expect(canonicalJson(TaxonomyTree.parse(reordered))).toBe(canonicalJson(defaultTaxonomy))
  const swapped = { ...defaultTaxonomy, aspects: defaultTaxonomy.aspects.toReversed() }
  expect(canonicalJson(swapped)).not.toBe(canonicalJson(defaultTaxonomy))
})
