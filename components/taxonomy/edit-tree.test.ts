import { expect, test } from 'vitest'
import { defaultTaxonomy, flattenLabels, taxonomyProblems } from '@/lib/domain/taxonomy'
import { type Edit, type Editing, edit } from './edit-tree'

const START: Editing = {
  tree: defaultTaxonomy,
  selected: { aspect: 0, label: 0 },
  fixedKeys: new Set(flattenLabels(defaultTaxonomy).map(({ key }) => key)),
}

function after(...actions: Edit[]): Editing {
  return actions.reduce(edit, START)
}

function keysOf({ tree }: Editing): string[][] {
  return tree.aspects.map(({ labels }) => labels.map(({ key }) => key))
}

test('a new label takes free keys of the keyboard and becomes valid with a name and a definition', () => {
  const added = after({ type: 'add-label', aspect: 1 })
  expect(added.selected).toEqual({ aspect: 1, label: 1 })
  const named = edit(added, { type: 'change-label', change: { name: 'Temporal flicker', definition: 'It flickers.' } })
  expect(named.tree.aspects[1]?.labels[1]).toMatchObject({ key: 'temporal_flicker', hotkey: '9', colour: 1 })
  expect(taxonomyProblems(named.tree)).toEqual([])
})

test('a key follows the name until it is written by hand', () => {
  const named = after({ type: 'add-label', aspect: 0 }, { type: 'change-label', change: { name: 'Melted' } })
  const keyed = edit(named, { type: 'change-label', change: { key: 'melt' } })
  const renamed = edit(keyed, { type: 'change-label', change: { name: 'Melting' } })
  expect(renamed.tree.aspects[0]?.labels[7]).toMatchObject({ key: 'melt', name: 'Melting' })
})

test('[TX2] a published label keeps its key when it is renamed', () => {
  const renamed = after({ type: 'change-label', change: { name: 'Bent limb' } })
  expect(renamed.tree.aspects[0]?.labels[0]).toMatchObject({ key: 'limb_deformation', name: 'Bent limb' })
})

test('moving a label down past the end of its aspect brings it to the top of the next', () => {
  const moved = after({ type: 'select', place: { aspect: 0, label: 6 } }, { type: 'move', by: 1 })
  expect(keysOf(moved)[1]).toEqual(['motion_blur', 'mesh_penetration'])
  expect(moved.selected).toEqual({ aspect: 1, label: 0 })
  expect(keysOf(edit(moved, { type: 'move', by: -1 }))).toEqual(keysOf(START))
})

test('moving at the outer edges changes nothing', () => {
  expect(after({ type: 'move', by: -1 })).toEqual(START)
})

test('no move loses or doubles a label', () => {
  let state = START
  for (let step = 0; step < 12; step += 1) state = edit(state, { type: 'move', by: 1 })
  expect(
    flattenLabels(state.tree)
      .map(({ key }) => key)
      .sort(),
  ).toEqual(
    flattenLabels(defaultTaxonomy)
      .map(({ key }) => key)
      .sort(),
  )
})

test('removing a label selects the one above, removing an aspect the aspect above', () => {
  const one = after({ type: 'select', place: { aspect: 0, label: 2 } }, { type: 'remove' })
  expect(one.selected).toEqual({ aspect: 0, label: 1 })
  expect(keysOf(one)[0]).not.toContain('limb_deficiency')
  const two = after({ type: 'select', place: { aspect: 1, label: null } }, { type: 'remove' })
  expect(two.tree.aspects).toHaveLength(1)
  expect(two.selected).toEqual({ aspect: 0, label: null })
})
